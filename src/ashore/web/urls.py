"""Addresses. Whatever has a case's code in it goes through a right (see `rights`)."""

from __future__ import annotations

from django.urls import include, path, register_converter

from ashore.web.api import api
from ashore.web.views import (
    ahead,
    budget,
    contacts,
    edit,
    guide,
    intake,
    keep,
    loan,
    money,
    pages,
    parts,
    plan,
    start,
    team,
    today,
    told,
)

__all__ = ["urlpatterns"]


class IdConverter:
    """An id of a case file in an address: it may hold any sign, a slash too."""

    regex = "[^/]+"

    def to_python(self, part: str) -> str:
        """Return the id."""
        return part.replace("~2F", "/").replace("~2E", ".").replace("~7E", "~")

    def to_url(self, name: str) -> str:
        """Return the part of an address that stands for an id."""
        return name.replace("~", "~7E").replace(".", "~2E").replace("/", "~2F")


register_converter(IdConverter, "id")

CASE = [
    path("", today.today, name="today"),
    path("deeds/", today.deeds, name="deeds"),
    path("ahead/", ahead.ahead, name="ahead"),
    path("ahead/calendar.ics", ahead.calendar, name="calendar"),
    path("loans/<id:loan>/", loan.loan, name="loan"),
    path("loans/<id:loan>/record/", loan.record, name="record"),
    path("loans/<id:loan>/parts/", parts.parts, name="parts"),
    path("loans/<id:loan>/parts/<str:kind>/", parts.add, name="part-add"),
    path("loans/<id:loan>/parts/<str:kind>/<int:number>/", parts.change, name="part"),
    path("loans/<id:loan>/parts/<str:kind>/<int:number>/remove/", parts.remove, name="part-remove"),
    path("loans/<id:loan>/paid/", told.paid, name="paid"),
    path("loans/<id:loan>/claimed/", told.claimed, name="claimed"),
    path("loans/<id:loan>/rate/", told.rated, name="rated"),
    path("loans/<id:loan>/missed/", told.missed, name="missed"),
    path("ask/", intake.ask, name="ask"),
    path("ask/<str:step>/", intake.question, name="question"),
    path("paste/", intake.paste, name="paste"),
    path("more/", intake.more, name="more"),
    path("budget/", budget.budget, name="budget"),
    path("budget/cash/", budget.cash, name="cash"),
    path("budget/<str:kind>/", budget.add, name="budget-add"),
    path("budget/<str:kind>/<int:place>/remove/", budget.remove, name="budget-remove"),
    path("goals/", budget.goals, name="goals"),
    path("plan/", plan.plan, name="plan"),
    path("plan/closer/", plan.closer, name="plan-closer"),
    path("plan/what-if/", plan.what_if, name="what-if"),
    path("loans/<id:loan>/terms/", edit.terms, name="terms"),
    path("loans/<id:loan>/penalty/", edit.penalty, name="penalty"),
    path("loans/<id:loan>/remove/", edit.forget_loan, name="forget-loan"),
    path("loans/<id:loan>/unpaid/<id:payment>/", edit.unpaid, name="unpaid"),
    path("me/", edit.person, name="person"),
    path("file/text/", edit.whole, name="whole"),
    path("file/history/", edit.history, name="history"),
    path("file/history/<int:number>/restore/", edit.restore, name="restore"),
    path("print/", today.summary, name="print"),
    path("file/", keep.file, name="file"),
    path("file/erase/", keep.erase_case, name="erase"),
    path("file/export/<str:kind>/", keep.export, name="export"),
    path("file/passphrase/", keep.passphrase, name="passphrase"),
    path("unlock/", keep.unlock_case, name="unlock"),
    path("lock/", keep.lock, name="lock"),
]

MORE = [
    path("offers/", money.offers, name="offers"),
    path("before/", money.before, name="before"),
    path("before/offer/", money.offered, name="offer-add"),
    path("before/offer/<int:number>/", money.offered, name="offer"),
    path("before/offer/<int:number>/remove/", money.forget_offer, name="offer-remove"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/note/", contacts.note, name="contact-note"),
    path("contacts/whole/", contacts.whole_log, name="whole-log"),
    path("contacts/refusal/", contacts.refuse, name="refusal"),
    path("contacts/book/", contacts.book, name="book"),
    path("contacts/of/<id:name>/", contacts.contact, name="contact"),
    path("contacts/of/<id:name>/correct/", contacts.correct, name="contact-correct"),
    path("contacts/of/<id:name>/remove/", contacts.remove, name="contact-remove"),
]

GUIDE = [
    path("guide/", guide.guide, name="guide"),
    path("guide/myths/", guide.myths, name="myths"),
    path("guide/help/", guide.help_lines, name="help"),
    path("guide/reckon/<str:kind>/", guide.reckon, name="reckon"),
    path("guide/<str:name>/", guide.article, name="article"),
]

TEAM = [
    path("team/in/", team.login, name="login"),
    path("team/token/", team.token, name="token"),
    path("team/enrol/", team.enrol, name="enrol"),
    path("team/out/", team.logout, name="logout"),
    path("team/", team.account, name="account"),
    path("team/password/", team.password, name="password"),
    path("team/keys/<int:number>/drop/", team.drop_token, name="drop-token"),
    path("team/members/", team.members, name="members"),
    path("team/members/<int:number>/", team.member, name="member"),
    path("team/access/", team.log, name="access"),
    path("team/export/", team.pack, name="pack"),
]

urlpatterns = [
    path("api/v1/", api.urls),
    *TEAM,
    *GUIDE,
    path("", start.home, name="home"),
    path("demo/", start.demo, name="demo"),
    path("new/", intake.new, name="new"),
    path("open/table.xlsx", keep.workbook, name="workbook"),
    path("open/", keep.upload, name="open"),
    path("language/<str:lang>/", pages.language, name="language"),
    path("discreet/", pages.discreet, name="discreet"),
    path("about/", pages.about, name="about"),
    path("leave/", pages.leave, name="leave"),
    path("blank/", pages.blank, name="blank"),
    path("back/", pages.back, name="back"),
    path("style.css", pages.style, name="style"),
    path("c/<uuid:code>/", include([*CASE, *MORE])),
]

handler400 = "ashore.web.views.pages.too_much"
handler403 = "ashore.web.views.pages.refused"
handler404 = "ashore.web.views.pages.missing"
handler500 = "ashore.web.views.pages.failed"
