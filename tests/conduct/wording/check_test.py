"""What the check says about one message: spellings, guards, roles, links, missing names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from ashore.conduct.wording import MOST, WordingContext, check_wording
from ashore.files.wording import read_wording

WORDING = read_wording()
DEBTOR = WordingContext(channel="im")


def categories(text, context=DEBTOR):
    return {hit.category for hit in check_wording(text, WORDING, context)}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("再不还就打断你的腿", "打断你的腿"),
        ("再不还就打 断 你 的 腿", "打 断 你 的 腿"),
        ("再不還就打斷你的腿", "打斷你的腿"),
        ("再不还就打💀断你的腿", "打💀断你的腿"),
        ("再不还就打·断*你_的~腿", "打·断*你_的~腿"),
        ("再不还就打\u200b断你的腿", "打\u200b断你的腿"),
        ("再不还就打.断.你.的.腿", "打.断.你.的.腿"),
        ("I will b r e a k your legs", "b r e a k your legs"),
        ("I will BREAK YOUR LEGS", "BREAK YOUR LEGS"),
        ("I will br3ak your l3gs", "br3ak your l3gs"),
        ("I will break your legs", "break your legs"),
    ],
)
def test_a_phrase_is_shown_as_it_was_written(text, phrase):
    (hit,) = [hit for hit in check_wording(text, WORDING, DEBTOR) if hit.category == "threat"]
    assert hit.phrase == phrase
    assert text[hit.span[0] : hit.span[1]] == phrase


@pytest.mark.parametrize(
    "word", ["起s", "起S", "qi诉", "起、诉、", "起 诉", "起訴", "q诉", "起-诉"]
)
def test_to_sue_in_other_spellings(word):
    assert "step_claim" in categories(f"我们马上{word}你")


@pytest.mark.parametrize("word", ["冻洁", "冻jie", "凍結", "冻 结", "dong结", "冫东纟吉"])
def test_to_freeze_in_other_spellings(word):
    assert "invented_step" in categories(f"今晚{word}你的微信")


def test_a_latin_word_is_not_cut():
    assert not categories("The proof院 of qisue is in WX12 fayuant")


@pytest.mark.parametrize(
    "text",
    [
        "我们不会联系您的家人",
        "我们绝不会通知您的单位,也不会公开您的信息",
        "催收人员不得威胁、辱骂借款人",
        "如需法律帮助请拨打12348",
        "单纯逾期不会坐牢,也不会被拘留",
        "谨防冒充法院、公安要求转账的诈骗",
        "任何人以冻结微信为由要求转账的都是诈骗",
        "客户称对方威胁要打断他的腿,坐席建议报警",
        "客户问会不会被拘留,坐席说明不会",
        "您投诉的爆通讯录问题已受理",
        "小课堂:收到拘留通知的短信怎么办",
        "We will never contact your family or employer",
        "You cannot be arrested for an unpaid loan",
        "Beware of callers who say a warrant is out for you",
        "Customer said a stranger threatened to break his legs",
    ],
)
def test_what_is_denied_warned_of_or_told_is_no_hit(text):
    assert not categories(text)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("不会放过你全家,等着收尸", "threat"),
        ("我们不会再等了,明天群发你的通讯录", "exposure"),
        ("不要逼我们,否则打断你的腿", "threat"),
        ("你再不还钱就把你照片发朋友圈", "exposure"),
        ("谨防诈骗。把验证码发给我核销", "code_theft"),
        ("We will not wait any longer, we will tell your boss", "exposure"),
        ("If you do not pay, we will call your employer", "exposure"),
    ],
)
def test_a_word_of_denial_elsewhere_excuses_nothing(text, category):
    assert category in categories(text)


def test_what_the_borrower_writes_is_not_judged():
    context = WordingContext(direction="in")
    assert not check_wording("你们说要打断我的腿,还要爆我通讯录", WORDING, context)


def test_a_genuine_court_message_is_a_claim_to_check_and_nothing_else():
    text = (
        "【宁海县人民法院】您与某公司借款合同纠纷一案,案号(2026)浙0226民初1号,"
        "定于12月3日9时开庭,咨询12368。"
    )
    assert categories(text, WordingContext()) == {"step_claim"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [("parent", True), ("colleague", True), ("spouse", True), ("debtor", False),
     ("guarantor", False), ("", False)],
)  # fmt: skip
def test_a_debt_is_a_secret_only_before_others(role, expected):
    found = categories("他在我们这里的贷款逾期了", WordingContext(role=role, channel="im"))
    assert ("third_party" in found) is expected


def test_a_relay_without_the_debt_is_no_disclosure():
    context = WordingContext(role="emergency_contact", channel="call")
    assert not categories("麻烦您转告陈先生给我们回个电话,谢谢", context)


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        (WordingContext(), True),
        (WordingContext(channel="letter"), True),
        (WordingContext(identified=True), False),
        (WordingContext(channel="im"), False),
        (WordingContext(channel="im", first_contact=True), True),
        (WordingContext(channel="call"), False),
    ],
)
def test_a_demand_must_say_who_it_is_from(context, expected):
    assert ("no_identity" in categories("你的欠款什么时候还", context)) is expected
    assert "no_identity" not in categories("【海岸银行】您的欠款已逾期", context)


@pytest.mark.parametrize("text", ["", " ", "\n", "。", "1234", "👍", "Ok"])
def test_next_to_nothing_is_nothing(text):
    assert check_wording(text, WORDING, WordingContext()) == ()


def test_norms_follow_the_jurisdiction():
    (china,) = check_wording("Pay or I will break your legs", WORDING, DEBTOR)[:1]
    american = WordingContext(channel="im", jurisdiction="US")
    (states,) = check_wording("Pay or I will break your legs", WORDING, american)[:1]
    assert "cn.conduct.police.threat" in china.norms
    assert states.norms == ("us.regf.harassment",)


def test_overlapping_phrases_of_one_category_are_one_hit():
    hits = check_wording("把你关起来,家里拿钱才放人", WORDING, DEBTOR)
    threats = [hit for hit in hits if hit.category == "threat"]
    for one, two in pairwise(threats):
        assert one.span[1] <= two.span[0]


def test_the_same_phrase_over_and_over_is_counted_to_a_limit():
    hits = check_wording("打断你的腿。" * 200, WORDING, DEBTOR)
    assert 1 <= len([hit for hit in hits if hit.pattern == "zh.threat.injury"]) <= MOST


LETTERS = "打断你的腿家人通讯录 。,!抓坐牢不会法院f.*请转个人卡1\n还钱我们联系0😀\u200b"
WORDS = ["call ", "your ", "boss ", "not ", "http://a.top/x "]
ALPHABET = st.sampled_from([*LETTERS, *WORDS])


@given(st.lists(ALPHABET, max_size=60).map("".join), st.sampled_from(["debtor", "parent", ""]))
def test_every_hit_stands_in_the_text(text, role):
    for hit in check_wording(text, WORDING, WordingContext(role=role)):
        start, end = hit.span
        assert 0 <= start <= end <= len(text)
        assert hit.phrase == text[start:end]
        assert bool(hit.phrase) or hit.pattern == "identity.absent"
        assert hit.innocent.zh
        assert hit.innocent.en


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    read = WORDING.spelling.read(text)
    for at in range(len(read.text)):
        start, end = read.original((at, at + 1))
        assert 0 <= start < end <= len(text)
    check_wording(text, WORDING, WordingContext())
