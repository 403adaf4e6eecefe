"""The settings pages of webhooks, below /settings/api/webhooks."""

from django.urls import path

from webhooks import pages

urlpatterns = [
    path("", pages.webhooks, name="webhooks"),
    path("/new", pages.new_webhook, name="new-webhook"),
    path("/<uuid:webhook_id>", pages.webhook, name="webhook"),
    path("/<uuid:webhook_id>/edit", pages.edit_webhook, name="edit-webhook"),
    path("/<uuid:webhook_id>/rotate-secret", pages.rotate_secret, name="rotate-secret"),
    path("/<uuid:webhook_id>/replay", pages.replay, name="replay-webhook"),
    path("/<uuid:webhook_id>/delete", pages.delete_webhook, name="delete-webhook"),
    path("/<uuid:webhook_id>/test", pages.send_test, name="test-webhook"),
    path("/<uuid:webhook_id>/try-now", pages.try_now, name="try-now"),
    path("/<uuid:webhook_id>/enable", pages.enable, name="enable-webhook"),
    path("/<uuid:webhook_id>/disable", pages.disable, name="disable-webhook"),
    path("/<uuid:webhook_id>/switch-header", pages.switch_header, name="switch-header"),
    path("/<uuid:webhook_id>/deliveries/<uuid:delivery_id>", pages.delivery, name="delivery"),
    path("/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/resend", pages.resend, name="resend-delivery"),
]
