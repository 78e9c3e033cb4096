"""The extensions as bare objects; ``create_app`` ties them to an application."""

from flask import current_app
from flask_babel import Babel
from flask_migrate import Migrate
from flask_security import Security
from flask_socketio import SocketIO
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from werkzeug.local import LocalProxy

from coop.core.base import Base
from coop.core.files.store import FileStore
from coop.core.session import GatedSession

db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"class_": GatedSession, "autoflush": True})
migrate = Migrate()
security = Security()
babel = Babel()
csrf = CSRFProtect()
socketio = SocketIO()
files: FileStore = LocalProxy(lambda: current_app.extensions["coop.files"])  # type: ignore[assignment]
