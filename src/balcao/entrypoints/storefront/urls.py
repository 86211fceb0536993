"""Addresses of the shop's pages; the composition root puts the language before them."""

from __future__ import annotations

from django.urls import path

from balcao.entrypoints.storefront.pages import (
    account,
    addresses,
    again,
    cart,
    category,
    checkout,
    giftcard,
    home,
    kept_cards,
    legal,
    notices,
    order,
    owed,
    pay,
    product,
    quote,
    reminders,
    search,
    sharing,
    signin,
)

app_name = "storefront"
urlpatterns = [
    path("", home.home, name="home"),
    path("c/<slug:slug>/", category.category, name="category"),
    path("p/<slug:handle>/", product.product, name="product"),
    path("p/<slug:handle>/notice/", notices.ask, name="ask"),
    path("notices/<str:token>/", notices.end, name="notice-end"),
    path("search/", search.search, name="search"),
    path("gift-card/", giftcard.balance, name="gift-card"),
    path("legal/<slug:kind>/", legal.legal, name="legal"),
    path("legal/<slug:kind>/<int:version>/", legal.legal, name="legal-version"),
    path("cart/", cart.cart, name="cart"),
    path("cart/share/", sharing.share, name="share"),
    path("cart/shared/<str:token>/", sharing.shared, name="shared"),
    path("cart/back/<str:token>/", reminders.back, name="reminder"),
    path("reminders/<str:token>/", reminders.end, name="reminder-end"),
    path("cart/add/<slug:handle>/", product.add, name="add"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("account/", account.account, name="account"),
    path("account/sign-in/", signin.sign_in, name="sign-in"),
    path("account/sign-in/<slug:link>/", signin.follow, name="sign-in-link"),
    path("account/sign-out/", signin.leave, name="sign-out"),
    path("account/cards/<uuid:card_id>/remove/", kept_cards.remove, name="card-remove"),
    path("account/addresses/new/", addresses.new, name="address-new"),
    path("account/addresses/<uuid:address_id>/", addresses.edit, name="address"),
    path("orders/<slug:token>/", order.status, name="order"),
    path("orders/<slug:token>/pay/", pay.pay, name="pay"),
    path("orders/<slug:token>/thanks/", order.thanks, name="thanks"),
    path("orders/<slug:token>/again/", again.again, name="again"),
    path("quotes/<slug:token>/", quote.quote, name="quote"),
    path("pay/<slug:token>/", owed.owed, name="owed"),
]
