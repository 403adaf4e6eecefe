"""The settings pages of API keys, below /settings/api/keys. Each view also gets `all_scopes` (atlas/urls.py)."""

from django.urls import path

from pages import keys

urlpatterns = [
    path("", keys.keys, name="keys"),
    path("/new", keys.new_key, name="new-key"),
    path("/<uuid:key_id>", keys.key, name="key"),
    path("/<uuid:key_id>/edit", keys.edit_key, name="edit-key"),
    path("/<uuid:key_id>/rotate", keys.rotate_key, name="rotate-key"),
    path("/<uuid:key_id>/revoke", keys.revoke_key, name="revoke-key"),
]
