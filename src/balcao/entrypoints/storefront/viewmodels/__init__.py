"""What the templates may see: frozen, finished values. No template can fire a query.

Prices, labels and addresses arrive as text in the shopper's language; templates only place them.
"""

from balcao.entrypoints.storefront.viewmodels.account import (
    AccountPage,
    AddressPage,
    ConfirmPage,
    KeptAddress,
    PastOrder,
    SignInPage,
)
from balcao.entrypoints.storefront.viewmodels.browsing import (
    Added,
    BuyBox,
    Card,
    Choice,
    HomePage,
    ListingPage,
    NoticeBox,
    NoticeEnd,
    OptionGroup,
    Pager,
    ProductPage,
    QuantityStep,
    Tile,
)
from balcao.entrypoints.storefront.viewmodels.giftcard import GiftCardPage
from balcao.entrypoints.storefront.viewmodels.purchase import (
    CartPage,
    CheckoutPage,
    CheckoutWho,
    CodeRow,
    Field,
    Line,
    OrderPage,
    PayCode,
    Pick,
    Savings,
    Step,
    Sum,
)
from balcao.entrypoints.storefront.viewmodels.quotes import OwedPage, QuotePage
from balcao.entrypoints.storefront.viewmodels.shared import (
    Chrome,
    Link,
    MessagePage,
    Picture,
    Shell,
)

__all__ = [
    "AccountPage",
    "Added",
    "AddressPage",
    "BuyBox",
    "Card",
    "CartPage",
    "CheckoutPage",
    "CheckoutWho",
    "Choice",
    "Chrome",
    "CodeRow",
    "ConfirmPage",
    "Field",
    "GiftCardPage",
    "HomePage",
    "KeptAddress",
    "Line",
    "Link",
    "ListingPage",
    "MessagePage",
    "NoticeBox",
    "NoticeEnd",
    "OptionGroup",
    "OrderPage",
    "OwedPage",
    "Pager",
    "PastOrder",
    "PayCode",
    "Pick",
    "Picture",
    "ProductPage",
    "QuantityStep",
    "QuotePage",
    "Savings",
    "Shell",
    "SignInPage",
    "Step",
    "Sum",
    "Tile",
]
