"""The settings pages of webhooks, below /settings/api/webhooks."""

from django.urls import path

from pages import webhooks

urlpatterns = [
    path("", webhooks.webhooks, name="webhooks"),
    path("/new", webhooks.new_webhook, name="new-webhook"),
    path("/<uuid:webhook_id>", webhooks.webhook, name="webhook"),
    path("/<uuid:webhook_id>/edit", webhooks.edit_webhook, name="edit-webhook"),
    path("/<uuid:webhook_id>/rotate-secret", webhooks.rotate_secret, name="rotate-secret"),
    path("/<uuid:webhook_id>/replay", webhooks.replay, name="replay-webhook"),
    path("/<uuid:webhook_id>/delete", webhooks.delete_webhook, name="delete-webhook"),
    path("/<uuid:webhook_id>/test", webhooks.send_test, name="test-webhook"),
    path("/<uuid:webhook_id>/try-now", webhooks.try_now, name="try-now"),
    path("/<uuid:webhook_id>/enable", webhooks.enable, name="enable-webhook"),
    path("/<uuid:webhook_id>/disable", webhooks.disable, name="disable-webhook"),
    path("/<uuid:webhook_id>/switch-header", webhooks.switch_header, name="switch-header"),
    path("/<uuid:webhook_id>/deliveries/<uuid:delivery_id>", webhooks.delivery, name="delivery"),
    path("/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/resend", webhooks.resend, name="resend-delivery"),
]
