"""Links: known, unknown, hidden, bare numbers and look-alikes."""

from __future__ import annotations

import pytest

from ashore.conduct.wording import WordingContext, check_wording
from ashore.conduct.wording_links import links_in, registered
from ashore.files.wording import read_wording

WORDING = read_wording()


@pytest.mark.parametrize(
    ("text", "host", "verdict"),
    [
        ("登录https://www.webank.com了解", "www.webank.com", "known"),
        ("详询www.icbc.com.cn。", "www.icbc.com.cn", "known"),
        ("见 https://zxfw.court.gov.cn/x?y=1", "zxfw.court.gov.cn", "known"),
        ("https://sft.zj.gov.cn", "sft.zj.gov.cn", "known"),
        ("点 http://repay-fast.top/a1", "repay-fast.top", "unknown"),
        ("点 t.cn/A6xYz", "t.cn", "hidden"),
        ("点 http://47.98.12.33:8080/pay", "47.98.12.33", "address"),
        ("www.alipay-huabei.cc/pay", "www.alipay-huabei.cc", "lookalike"),
        ("webank.com.wld-pay.vip", "webank.com.wld-pay.vip", "lookalike"),
        ("cmbchlna.com/unlock", "cmbchlna.com", "lookalike"),
        ("http://1cbc.com.cn", "1cbc.com.cn", "lookalike"),
        ("court-gov.cc/ab", "court-gov.cc", "lookalike"),
        ("duxiaomann.com", "duxiaomann.com", "lookalike"),
        ("https://xn--alipy-kva.com/", "xn--alipy-kva.com", "lookalike"),
        ("打开 webank.com/x", "webank.com", "known"),
    ],
)
def test_verdict(text, host, verdict):
    (link,) = links_in(text, WORDING.places)
    assert (link.host, link.verdict) == (host, verdict)


@pytest.mark.parametrize(
    "text",
    [
        "本金1,286.40元",
        "v2.3.1 已发布",
        "paid.Please call",
        "a@webank.com",
        "逾期。请还款",
        "3.60%",
    ],
)
def test_no_link(text):
    assert not list(links_in(text, WORDING.places))


def test_a_domain_the_user_trusts_is_known():
    (link,) = links_in("http://pay.qingchuan.top/x", WORDING.places, ["qingchuan.top"])
    assert link.verdict == "known"
    context = WordingContext(channel="im", known_domains=("qingchuan.top",))
    assert not check_wording("http://pay.qingchuan.top/x", WORDING, context)


@pytest.mark.parametrize(
    ("host", "domain"),
    [("a.b.icbc.com.cn", "icbc.com.cn"), ("pay.webank.com", "webank.com"), ("t.cn", "t.cn")],
)
def test_registered(host, domain):
    assert registered(host, WORDING.places) == domain


@pytest.mark.parametrize(
    ("text", "severity"),
    [("http://new-place.top/", "note"), ("t.cn/A6", "note"), ("www.alipay-pay.cc", "warning"),
     ("http://1.2.3.4/pay", "warning")],
)  # fmt: skip
def test_an_unknown_link_is_worth_checking_and_no_more(text, severity):
    (hit,) = check_wording(text, WORDING, WordingContext(channel="im"))
    assert (hit.category, hit.severity) == ("payment_route", severity)
    assert hit.phrase in text
    if severity == "note":
        assert hit.confidence == "C"


def test_the_list_of_domains_is_sourced():
    for one in WORDING.places.domains.values():
        assert one.source
        assert one.confidence in {"A", "B", "C"}
