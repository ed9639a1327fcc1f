"""What a checkout runs for itself: a private PostgreSQL, a private Redis, and the demo's supervisor.

Nothing here knows the product's data.  ``layout`` names the files, ``postgres`` and ``redis`` each know one server,
``guard`` is the small process that owns both, ``services`` is how a command asks for them, ``command`` is what
``manage.py`` does around Django, ``supervisor`` runs the demo.
"""
