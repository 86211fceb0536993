"""Where providers send their messages."""

from __future__ import annotations

from django.urls import path

from balcao.entrypoints.webhooks.payments import payment_message

app_name = "webhooks"
urlpatterns = [path("payments/<slug:provider>/", payment_message, name="payments")]
