"""The application for a server of one's own choice; run as a program it serves itself."""

from coop import create_app
from coop.cli.serving import serve

if __name__ == "__main__":
    serve()
else:
    app = create_app()
