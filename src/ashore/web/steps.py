"""The questions of the intake, one a screen: their order, their words, why each is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ashore.intake.answers import kind_of
from ashore.words import Text

__all__ = ["ABOUT_ME", "STEPS", "Step", "following", "path_of", "preceding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen: the question and why it is asked. `of_loan`: it is asked for each loan."""

    key: str
    title: Text
    why: Text
    of_loan: bool = True


STEPS: Mapping[str, Step] = {
    step.key: step
    for step in (
        Step(
            key="which",
            title=Text("是哪一家的借款？", "Which lender is it?"),
            why=Text(
                "选了产品，常见条款会先替您填好，之后都能改。",
                "With a product chosen, its usual terms are filled in; all can be changed later.",
            ),
        ),
        Step(
            key="lender",
            title=Text("它叫什么？是哪类机构？", "What is it called, and what kind of lender?"),
            why=Text(
                "看合同首页的出借人。哪类机构，决定适用哪些上限和催收规定。",
                "The contract's first page names the lender; its kind decides which norms bind.",
            ),
        ),
        Step(
            key="amount",
            title=Text("借了多少？实际到账多少？", "How much was lent, and how much arrived?"),
            why=Text(
                "到账比借款少，说明先扣了费，算真实成本时要用。大概的数也行。",
                "Less arriving than lent means fees were kept back. A rough figure will do.",
            ),
        ),
        Step(
            key="when",
            title=Text("什么时候借的？第一期哪天还？", "When was it lent, when was the first due?"),
            why=Text(
                "只记得一个也可以，另一个先假定相隔一个月，会一直标着“不清楚”。",
                "One of the two is enough; the other is assumed to be a month apart and stays "
                "marked as not known.",
            ),
        ),
        Step(
            key="terms",
            title=Text("分几期？怎么还？", "How many instalments, repaid how?"),
            why=Text("App 的借款详情里有。", "The app's loan details say it."),
        ),
        Step(
            key="rate",
            title=Text("利率是多少？", "What is the rate?"),
            why=Text(
                "合同或 App 里的年利率、日利率都行。不清楚也没关系，会按公开的范围算成一个区间。",
                "A yearly or daily rate from the contract. If you do not know, a range is shown.",
            ),
        ),
        Step(
            key="missed",
            title=Text("从哪一期开始没还上？", "Which instalment was the first you missed?"),
            why=Text(
                "之前的每一期按准时足额还了来算，实际不同可以在这笔借款里改。",
                "The ones before are taken as paid in full and in time; payments can be corrected.",
            ),
        ),
        Step(
            key="bill",
            title=Text(
                "这张账单多少钱？哪天该还？", "What does the bill say, and when was it due?"
            ),
            why=Text("照 App 里账单页写的填。", "As the app's bill says."),
        ),
        Step(
            key="card",
            title=Text("信用卡：账单日、还款日、上期账单？", "Card: its days, and the last bill?"),
            why=Text(
                "用上期账单的总额当起点；更早的交易不用一笔笔填。",
                "The last bill's total is the start; older transactions need not be typed.",
            ),
        ),
        Step(
            key="claimed",
            title=Text("App 现在显示欠多少？", "What does the app say you owe now?"),
            why=Text(
                "这个数我们只拿来核对，不会直接当成欠款。",
                "It is only checked against our books, never taken for the debt.",
            ),
        ),
        Step(
            key="another",
            title=Text("还有别的借款吗？", "Is there another loan?"),
            why=Text("都写上，才看得出先还哪一笔。", "All of them show which to pay first."),
        ),
        Step(
            key="money",
            title=Text(
                "手上现在能动用多少钱？什么时候发工资？", "Cash at hand, and when is payday?"
            ),
            why=Text("用来排先后，不会告诉任何人。", "To find the best order; nobody is told."),
            of_loan=False,
        ),
        Step(
            key="living",
            title=Text("每月必须花的有哪些？", "What must be spent each month?"),
            why=Text(
                "房租、吃饭、看病排在还款前面。", "Rent, food and health come before lenders."
            ),
            of_loan=False,
        ),
        Step(
            key="worry",
            title=Text("最担心什么？", "What worries you most?"),
            why=Text("计划按这个先后来做。", "The plan is made in this order."),
            of_loan=False,
        ),
        Step(
            key="reach",
            title=Text("他们现在打电话，您会接吗？", "Do you answer when they call now?"),
            why=Text(
                "本人接得通，是不牵连家人的关键，所以要问。",
                "Being reachable yourself is what keeps relatives out of it, so we ask.",
            ),
            of_loan=False,
        ),
    )
}
LOAN_PATHS = {
    "schedule": ("which", "amount", "when", "terms", "rate", "missed", "claimed", "another"),
    "bill": ("which", "bill", "claimed", "another"),
    "card": ("which", "card", "rate", "claimed", "another"),
}
ABOUT_ME = ("money", "living", "worry", "reach")


def path_of(draft: Mapping[str, Any], at: int) -> tuple[str, ...]:
    """Return the questions from the loan at hand on; a loan added later ends with itself."""
    loans = draft.get("loans", [])
    kind = kind_of(loans[at]) if at < len(loans) else "schedule"
    asked = LOAN_PATHS[kind]
    if at < len(loans) and not loans[at].get("product"):
        asked = ("which", "lender", *asked[1:])
    return asked + (() if draft.get("added") else ABOUT_ME)


def following(draft: Mapping[str, Any], at: int, key: str) -> str | None:
    """Return the question after one; None after the last."""
    path = path_of(draft, at)
    place = path.index(key) + 1 if key in path else 0
    return path[place] if place < len(path) else None


def preceding(draft: Mapping[str, Any], at: int, key: str) -> str | None:
    """Return the question before one; None before the first."""
    path = path_of(draft, at)
    place = path.index(key) if key in path else 0
    return path[place - 1] if place else None
