"""Sign-ins and passwords: the person hears of what was done with their account (A-12)."""

from coop.accounts.events import NewDeviceSeen, PasswordChanged, PasswordReset, SignInNamesChanged
from coop.core.events import Deed, on
from coop.core.scope import Scope, current
from coop.core.sentences import say
from coop.notifications.actions import Message, tell_people

WORDS = {
    NewDeviceSeen: say("您的账号在一台新设备上登录。如果不是您本人，请马上修改密码。"),
    PasswordChanged: say("您的密码已经修改，其他设备上的登录已退出。"),
    PasswordReset: say("您的密码已经重置，其他设备上的登录已退出。"),
    SignInNamesChanged: say("您用来登录的手机号、邮箱或用户名有改动。"),
}


@on(NewDeviceSeen, PasswordChanged, PasswordReset, SignInNamesChanged)
def tell_owner(event: NewDeviceSeen | PasswordChanged | PasswordReset | SignInNamesChanged, deed: Deed) -> None:
    """Told although it was their own deed: it may have been somebody else with their password."""
    message = Message(key=f"deed:{deed.id}", sentence=WORDS[type(event)], url="/me", kind="account")
    tell_people([event.user_id], message, by=current() or Scope())
