"""How fast pages are on a large data set, beside a bare page of as many rows, served the same way: one JSON line.

**The data** (``population``, ``doings``, ``library``): 200 units, 2,000 branches, 20,000 people, 1,000 partnerships, 5,000
activities, 20,000 entries, 3,000 channels with messages, registrations and notifications, in Chinese, on SQLite; the
search index is built by the library's own rebuild. ``--keep FOLDER`` builds it there once and takes it again.

**The pages**: 工作台, a partnership, the list of activities, one activity, one entry, a channel and a search, each asked
for by a signed-in secretary with twelve partnerships, through the product's own server with its own settings, its log
of requests and the relay included.

**The floor** (``floor``): for each page a bare Flask application without session, scope, gate, translation or frame.
It asks SQLAlchemy's ORM one question with a join on the same file, reads as many whole rows as our page reads (what all
its statements find, without the one that asks who is there) and prints two columns and a time of each with Jinja.
It is signed out and served by the same gunicorn class with as many threads and workers.

**The load** (``load``): one process of its own with 1 and with 16 kept-alive connections, each of which asks again as
soon as it is answered. Page and floor take turns, so that a noisy neighbour meets both; medians of the turns are told.
``ratio`` is the page's requests a second ÷ the floor's at 16 connections in the median turn, ``worst_ratio`` the lowest
of all pages. The product writes one page at a time (``COOP_PAGES_AT_ONCE``); the bare application knows no such thing.
``statements`` counts the page's SQL statements, ``statements_few`` those of the same page with few rows.
"""
