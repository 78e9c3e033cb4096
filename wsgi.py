"""The application for a server of one's own choice; run as a program it serves itself."""

from coop import create_app
from coop.cli import serving
from coop.cli.preparing import apart, prepare_database
from coop.settings import load

if __name__ == "__main__":
    settings = load()
    apart(lambda: prepare_database(create_app(settings)))
    serving.serve(settings)
else:
    app = create_app()
