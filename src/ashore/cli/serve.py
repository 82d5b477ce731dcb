"""`ashore serve`: the web app on this machine."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from ashore.cli.common import Parser
from ashore.words import BadInput, Text

__all__ = ["check_packages", "run"]

PORT = 8417
ABOUT = Text(
    "打开网页版：只在本机，不用账号；--team 是给机构用的，有账号和角色",
    "the web app: on this machine only, no account; --team is for an organisation",
)


def run(argv: list[str]) -> int:
    """Serve until interrupted.

    Raises:
        BadInput: an argument, the port or the store is not usable, or a package is missing.
    """
    parser = Parser(argv, ABOUT, formats=())
    about = Text("端口；0 表示任选一个空闲的", "the port; 0 takes a free one")
    parser.add("--port", help=about, type=_port, default=PORT)
    about = Text("不要自动打开浏览器", "do not open a browser")
    parser.add("--no-browser", help=about, action="store_true")
    about = Text(
        "机构用：账号、角色、访问记录；放在有证书的代理后面",
        "for an organisation: accounts, roles, an access log; behind a proxy with a certificate",
    )
    parser.add("--team", help=about, action="store_true")
    options = parser.read()
    check_packages()
    from ashore.web.door import first_address, page_that_leads_in
    from ashore.web.serve import Serving, configured, site_here

    site = site_here(team=options.team)
    configured(site)
    serving = Serving(options.port)
    address = first_address(serving.address, site.key)

    page = None
    if site.key and not options.no_browser:
        page = page_that_leads_in(site.folder, address)

    def ready() -> None:
        print(_told(address, site.folder, team=site.team).say(options.lang), flush=True)
        if not options.no_browser:
            import webbrowser

            webbrowser.open(page.as_uri() if page else address)

    try:
        serving.run(ready)
    finally:
        if page:
            page.unlink(missing_ok=True)
    return 0


def _told(address: str, folder: Path, *, team: bool) -> Text:
    """Return what is printed once the port is open."""
    kept = Text(f"内容存在 {folder}", f"kept in {folder}")
    if team:
        return Text(
            f"打开 {address} （前面要有带证书的代理；按 Ctrl+C 结束）\n{kept.zh}",
            f"open {address} (behind a proxy with a certificate; Ctrl+C ends it)\n{kept.en}",
        )
    return Text(
        f"打开 {address} （只有这台机器能访问；按 Ctrl+C 结束）\n"
        f"浏览器没有自己打开，就把整个地址粘贴进去。地址里有这次启动的钥匙，不要给别人；"
        f"下次启动会换\n{kept.zh}",
        f"open {address} (this machine only; Ctrl+C ends it)\n"
        "if no browser opens by itself, paste the whole address. It holds the key of this start: "
        f"give it to nobody; the next start has another\n{kept.en}",
    )


def check_packages() -> None:
    """See that the packages of the web app are there.

    Raises:
        BadInput: they are not.
    """
    if find_spec("django") is None or find_spec("waitress") is None:
        raise BadInput(
            where="ashore serve",
            what=Text("没有安装网页版用的软件包", "the packages of the web app are not installed"),
            expected=Text("django、waitress 等", "django, waitress and others"),
            do=Text("安装：pip install 'ashore[web]'", "install them: pip install 'ashore[web]'"),
        )


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= 65_535:
        return int(text)
    raise BadInput(
        where="--port",
        what=Text(f"不能是 {text[:20]}", f"cannot be {text[:20]}"),
        expected=Text("0 到 65535 的整数", "a whole number from 0 to 65535"),
        do=Text("例如 --port 8417", "for example --port 8417"),
    )
