"""The embedded issuer's sign-in page: choose a role. Plain HTML, one style sheet, no script."""

from collections.abc import Mapping
from html import escape
from importlib.resources import files

from functions.local.accounts import ACCOUNTS, Account

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def style() -> bytes:
    """The page's style sheet."""
    return files("functions.local").joinpath("sign_in.css").read_bytes()


def page(asked: Mapping[str, str]) -> str:
    """The accounts, each a button that goes on with the authorization request ``asked``."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in asked.items()
    )
    accounts = "".join(_account(account) for account in ACCOUNTS.values())
    return _page(
        "选择演示身份",
        f'<h1>选择演示身份</h1><p lang="en">Choose a demonstration role</p>'
        f'<form method="post" action="authorize">{hidden}<ul>{accounts}</ul></form>'
        f"<p>没有密码，只在这台电脑上有效；正式部署改用统一身份认证。</p>"
        f'<p lang="en">No password, on this machine only; a deployment signs in at a real issuer.</p>',
    )


def refusal(why: str) -> str:
    """What to show where the request cannot even be sent back."""
    return _page(
        "无法登录",
        '<h1>无法登录</h1><p lang="en">Sign-in is not possible</p>'
        f'<p>登录请求有误，请回到原来的页面重新登录。</p><p lang="en">The request is wrong ({escape(why)}). '
        'Please go back and sign in again.</p><p><a href="/">回到首页 <span lang="en">Home</span></a></p>',
    )


def _account(account: Account) -> str:
    return (
        f'<li><button name="account" value="{account.subject}"><strong>{account.name.zh}</strong>'
        f'<span>{account.about.zh}</span><span lang="en">{account.name.en} – {account.about.en}</span></button></li>'
    )


def _page(title: str, main: str) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{title}</title><link rel="stylesheet" href="/assets/tokens.css"><link rel="stylesheet" href="/assets/page.css">'
        '<link rel="stylesheet" href="/issuer/sign-in.css"></head>'
        f"<body><main>{main}</main></body></html>"
    )
