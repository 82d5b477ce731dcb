"""Who reports a loan where: by what the case says, else by the kind of lender; unknown stays so."""

from __future__ import annotations

from dataclasses import dataclass

from ashore.loan import LenderType, Loan
from ashore.words import Text

__all__ = ["ELSEWHERE", "LOOK", "Reporting", "reporting_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """Where a loan is reported: pboc | bureau | none | unknown, in words, and how to find out."""

    where: str
    text: Text
    how: Text

    @property
    def may_show(self) -> bool:
        """Whether the central bank's report may carry the loan."""
        return self.where in {"pboc", "unknown"}


_MUST_REPORT = {
    LenderType.BANK,
    LenderType.ASSISTED_BANK,
    LenderType.CARD_ISSUER,
    LenderType.CONSUMER_FINANCE,
    LenderType.AUTO_FINANCE,
}
_NO_INSTITUTION = {LenderType.PRIVATE, LenderType.UNLICENSED}
_BUREAUS = {"baihang": Text("百行征信", "Baihang"), "pudao": Text("朴道征信", "Pudao")}


def reporting_of(loan: Loan) -> Reporting:
    """Return where a loan is reported, by what the case says, else by the kind of lender."""
    said = set(loan.reports_to) - {"unknown"}
    bureaus = [name for key, name in _BUREAUS.items() if key in said]
    if "pboc" in said:
        where, text = "pboc", _PBOC
    elif bureaus:
        where = "bureau"
        text = Text(
            f"案卷写明报送{'、'.join(name.zh for name in bureaus)}，不报送人民银行征信系统",
            f"the case says: reported to {', '.join(name.en for name in bureaus)}, not to the "
            "central bank's database",
        )
    elif "none" in said:
        where, text = "none", _SAID_NONE
    elif loan.lender_type in _NO_INSTITUTION:
        where, text = "none", _NOT_AN_INSTITUTION
    else:
        where, text = "unknown", _LIKELY if loan.lender_type in _MUST_REPORT else _MAYBE
    return Reporting(where=where, text=text, how=_how(loan, where))


def _how(loan: Loan, where: str) -> Text:
    if where == "none" and loan.lender_type in _MUST_REPORT:
        return Text(f"{_DOUBT.zh}；{LOOK.zh}", f"{_DOUBT.en}; {LOOK.en}")
    return LOOK


_PBOC = Text(
    "报送人民银行征信系统，一般每月一次，记在实际出资机构名下",
    "reported to the central bank's database, usually monthly and under the funder's name",
)
_SAID_NONE = Text("案卷写明不报送征信", "the case says it is not reported")
_NOT_AN_INSTITUTION = Text(
    "个人和无牌照的出借方一般不能向人民银行征信系统报送",
    "a private or unlicensed lender usually cannot report to the central bank's database",
)
_LIKELY = Text(
    "不知道是否报送；这类机构按规定应当报送",
    "not known whether it is reported; this kind of lender has to report",
)
_MAYBE = Text(
    "不知道是否报送；有牌照的多数会报送",
    "not known whether it is reported; most licensed lenders of this kind do",
)
_DOUBT = Text(
    "但这类机构按规定应当报送，值得核对",
    "yet this kind of lender has to report, so it is worth checking",
)
LOOK = Text(
    "查一次自己的信用报告（每年两次免费），看有没有这个账户；也可以看合同里的征信授权条款",
    "look at your own credit report (twice a year free of charge) for this account, or at the "
    "contract's clause on credit reporting",
)
ELSEWHERE = Reporting(
    where="unknown",
    text=Text(
        "这个国家或地区的征信规则没有收录",
        "the credit-reporting rules of this country are not here",
    ),
    how=Text("向当地的征信机构要一份自己的报告", "ask a credit bureau there for your own report"),
)
"""What is said of a case in another country."""
