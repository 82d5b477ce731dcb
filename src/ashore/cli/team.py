"""`ashore team new ORGANISATION ADMIN`: the first account, for `ashore serve --team`."""

from __future__ import annotations

from ashore.cli.common import Parser
from ashore.cli.serve import check_packages
from ashore.words import BadInput, Text

__all__ = ["run"]

ABOUT = Text(
    "机构版（ashore serve --team）的第一个账号：新建机构和管理员，密码只显示这一次",
    "the first account for `ashore serve --team`: an organisation and its admin; the password is "
    "shown once",
)


def run(argv: list[str]) -> int:
    """Make an organisation with an admin; return the exit code.

    Raises:
        BadInput: the name is taken, or the store is not usable, or a package is missing.
    """
    parser = Parser(argv, ABOUT, formats=())
    parser.add("what", help=Text("new", "new"), choices=["new"])
    parser.add("organisation", help=Text("机构的名字", "the organisation's name"))
    parser.add("admin", help=Text("管理员的用户名", "the admin's user name"))
    options = parser.read()
    if not options.organisation.strip() or not options.admin.strip():
        raise BadInput(
            where="ashore team new",
            what=Text("名字是空的", "a name is empty"),
            expected=Text("机构和用户名", "an organisation and a user name"),
            do=Text("例如 ashore team new 某咨询中心 lin", "such as ashore team new Centre lin"),
        )
    check_packages()
    from ashore.web.serve import configured, site_here

    configured(site_here(team=True))
    from ashore.web.team import found_organisation

    password = found_organisation(options.organisation.strip(), options.admin.strip())
    said = Text(
        f"用户名 {options.admin}\n密码 {password}\n只显示这一次。登录后先设第二步，再换密码。",
        f"user name {options.admin}\npassword {password}\nShown only now. After logging in set "
        "the second step up, then change the password.",
    )
    print(said.say(options.lang))
    return 0
