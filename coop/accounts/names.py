"""What people type to say who they are, brought to the one written form in which the account keeps it."""

import re
import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from coop.core.errors import Invalid
from coop.core.sentences import say

HOME = "CN"
USERNAME = re.compile(r"(?=.*[^\W\d_])[\w.\-]{2,40}")


def canonical(typed: str) -> str:
    """The phone number as E.164, the e-mail address or user name in small letters; full-width figures are figures."""
    text = fold(typed)
    if "@" in text:
        return text.lower()
    return find_phone(text) or text.lower()


def fold(typed: str) -> str:
    """Without the spaces around it, full-width forms as ordinary ones, nothing invisible inside."""
    text = unicodedata.normalize("NFKC", typed)
    return "".join(mark for mark in text if unicodedata.category(mark) not in ("Cf", "Cc")).strip()[:254]


def find_phone(typed: str) -> str | None:
    """The E.164 form of a number that can be dialled, a Chinese one where no country is given; else None."""
    if any(mark.isalpha() for mark in typed):
        return None
    try:
        number = phonenumbers.parse(fold(typed), HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone(typed: str | None) -> str | None:
    """A phone number to keep; none for an empty field, a refusal for what cannot be dialled."""
    if not (typed or "").strip():
        return None
    found = find_phone(typed or "")
    if found is None:
        raise Invalid(say("这不像一个电话号码。手机号是 11 位数字，座机请带区号。"), field="phone")
    return found


def email(typed: str | None) -> str | None:
    """An e-mail address to keep, in small letters; none for an empty field."""
    text = fold(typed or "")
    if not text:
        return None
    try:
        return validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise Invalid(say("这不像一个邮箱地址，例如 zhang@example.cn。"), field="email") from error


def username(typed: str | None) -> str | None:
    """A user name to keep: 2–40 letters, figures, dots, one letter at least, so that it is never taken for a number."""
    text = fold(typed or "").lower()
    if not text:
        return None
    if not USERNAME.fullmatch(text):
        raise Invalid(say("用户名用 2 至 40 个字母、汉字、数字、点或横线，至少有一个字母或汉字。"), field="username")
    return text


def masked(name: str) -> str:
    """139****0001, zh***@example.cn: enough to know one's own, too little to learn somebody else's."""
    if "@" in name:
        local, _, domain = name.partition("@")
        return f"{local[:2]}***@{domain}"
    number = readable(name)
    return f"{number[:3]}****{number[-4:]}" if name.startswith("+") else name


def readable(name: str) -> str:
    """139 1234 5678 for a Chinese mobile number, +852 2123 4567 for one abroad; any other name as it is."""
    if not name.startswith("+"):
        return name
    number = phonenumbers.parse(name)
    at_home = number.country_code == phonenumbers.country_code_for_region(HOME)
    kind = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, kind)
