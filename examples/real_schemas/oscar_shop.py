"""A shop on django-oscar: its own migrations, and people with addresses, orders and reviews.

Run by ``build.py`` in an environment of its own, with ``DATABASE`` and ``PEOPLE`` set.
"""

import random
import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import people
from oscar import defaults

people.configure(
    people.database(),
    apps=[
        "django.contrib.sites",
        "django.contrib.flatpages",
        "oscar.config.Shop",
        *(
            f"oscar.apps.{app}"
            for app in (
                "analytics.apps.AnalyticsConfig checkout.apps.CheckoutConfig "
                "address.apps.AddressConfig shipping.apps.ShippingConfig "
                "catalogue.apps.CatalogueConfig catalogue.reviews.apps.CatalogueReviewsConfig "
                "communication.apps.CommunicationConfig partner.apps.PartnerConfig "
                "basket.apps.BasketConfig payment.apps.PaymentConfig offer.apps.OfferConfig "
                "order.apps.OrderConfig customer.apps.CustomerConfig search.apps.SearchConfig "
                "voucher.apps.VoucherConfig wishlists.apps.WishlistsConfig "
                "dashboard.apps.DashboardConfig dashboard.reports.apps.ReportsDashboardConfig "
                "dashboard.users.apps.UsersDashboardConfig "
                "dashboard.orders.apps.OrdersDashboardConfig "
                "dashboard.catalogue.apps.CatalogueDashboardConfig "
                "dashboard.offers.apps.OffersDashboardConfig "
                "dashboard.partners.apps.PartnersDashboardConfig "
                "dashboard.pages.apps.PagesDashboardConfig "
                "dashboard.ranges.apps.RangesDashboardConfig "
                "dashboard.reviews.apps.ReviewsDashboardConfig "
                "dashboard.vouchers.apps.VouchersDashboardConfig "
                "dashboard.communications.apps.CommunicationsDashboardConfig "
                "dashboard.shipping.apps.ShippingDashboardConfig"
            ).split()
        ),
        *("widget_tweaks", "haystack", "treebeard", "django_tables2"),
    ],
    more={
        "SITE_ID": 1,
        "HAYSTACK_CONNECTIONS": {
            "default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}
        },
        **{name: value for name, value in vars(defaults).items() if name.startswith("OSCAR_")},
    },
)

from django.contrib.auth import get_user_model
from django.utils import timezone
from oscar.core.loading import get_model


def _catalogue():
    kind = get_model("catalogue", "ProductClass").objects.create(name="Goods")
    partner = get_model("partner", "Partner").objects.create(name="Souq Supply")
    country = get_model("address", "Country").objects.create(
        iso_3166_1_a2="QA",
        iso_3166_1_a3="QAT",
        iso_3166_1_numeric="634",
        printable_name="Qatar",
        name="State of Qatar",
        is_shipping_country=True,
    )
    product = get_model("catalogue", "Product")
    stock = get_model("partner", "StockRecord")
    found = []
    for number in range(40):
        title = random.choice(["Kettle", "Lamp", "Carpet", "Blue chair", "مصباح", "سجادة", "كرسي"])
        one = product.objects.create(
            title=f"{title} {number}", upc=f"UPC{number:05}", product_class=kind
        )
        record = stock.objects.create(
            product=one, partner=partner, partner_sku=f"S{number}", price=Decimal(10 + number)
        )
        found.append((one, record))
    get_model("partner", "PartnerAddress").objects.create(
        partner=partner, line1="Industrial Area 5", line4="Doha", country=country
    )
    return country, found


def _fill(count):
    country, products = _catalogue()
    for person in people.some(count):
        user = get_user_model().objects.create_user(
            username=person.user, email=person.email, password=person.password
        )
        user.first_name, user.last_name = person.first, person.last
        user.last_login = timezone.now()
        user.save()
        where = {
            "title": random.choice(["Mr", "Ms", "Dr", ""]),
            "first_name": person.first,
            "last_name": person.last,
            "line1": person.street,
            "line2": "",
            "line4": person.city,
            "postcode": str(random.randint(10000, 99999)),
            "country": country,
        }
        get_model("address", "UserAddress").objects.create(
            user=user, phone_number=person.phone, notes=person.note(), **where
        )
        _order(person, user, where, products)
        _more(person, user, products)


def _order(person, user, where, products):
    billing = get_model("order", "BillingAddress").objects.create(**where)
    shipping = get_model("order", "ShippingAddress").objects.create(
        phone_number=person.phone, notes=person.note(), **where
    )
    total = Decimal(random.randint(20, 900))
    guest = random.random() < 0.2
    order = get_model("order", "Order").objects.create(
        number=str(100000 + user.pk),
        user=None if guest else user,
        guest_email=person.email if guest else "",
        billing_address=billing,
        shipping_address=shipping,
        currency="QAR",
        total_incl_tax=total,
        total_excl_tax=total,
        shipping_incl_tax=5,
        shipping_excl_tax=5,
        status="Pending",
    )
    product, record = random.choice(products)
    get_model("order", "Line").objects.create(
        order=order,
        product=product,
        stockrecord=record,
        partner_name="Souq Supply",
        partner_sku=record.partner_sku,
        title=product.title,
        quantity=1,
        num_allocated=0,
        line_price_incl_tax=total,
        line_price_excl_tax=total,
        line_price_before_discounts_incl_tax=total,
        line_price_before_discounts_excl_tax=total,
    )
    get_model("order", "OrderNote").objects.create(
        order=order, user=user, note_type="Info", message=person.note()
    )
    kind, _ = get_model("payment", "SourceType").objects.get_or_create(name="Card")
    source = get_model("payment", "Source").objects.create(
        order=order, source_type=kind, currency="QAR", amount_debited=total, label="4242"
    )
    get_model("payment", "Transaction").objects.create(
        source=source, txn_type="Debit", amount=total, reference=f"R{order.number}"
    )
    get_model("payment", "Bankcard").objects.create(
        user=user,
        card_type="Visa",
        name=f"{person.first} {person.last}",
        number="XXXX-XXXX-XXXX-4242",
        expiry_date="2029-01-01",
        partner_reference=f"P{order.number}",
    )


def _more(person, user, products):
    product, _ = random.choice(products)
    get_model("reviews", "ProductReview").objects.create(
        product=product, user=user, score=4, title="Good", body=person.note()
    )
    get_model("wishlists", "WishList").objects.create(owner=user, name="Default")
    get_model("basket", "Basket").objects.create(owner=user)
    get_model("customer", "ProductAlert").objects.create(
        product=product, user=user, email=person.email, key=person.token()
    )
    get_model("communication", "Email").objects.create(
        user=user, email=person.email, subject="Your order", body_text=person.note()
    )
    get_model("communication", "Notification").objects.create(
        recipient=user, subject="Shipped", body=person.note()
    )
    get_model("analytics", "UserSearch").objects.create(user=user, query=product.title)
    get_model("analytics", "UserProductView").objects.create(user=user, product=product)
    get_model("analytics", "UserRecord").objects.create(
        user=user, num_product_views=3, num_orders=1, total_spent=Decimal(50)
    )


people.run(_fill, people.count())
