"""Which of the shop's own models hold what: Amana is asked before one of their rows is saved.

Addresses, phones, cards, visits, calls and letters are in no table of the shop: Amana keeps them
as records (``map.yaml``), and gives them for what was promised.
"""

MODELS = {
    "store.User": {
        "person": "self",
        "fields": {
            "first_name": "name",
            "last_name": "name",
            "email": "email",
            "password": "account_credentials",
        },
        "at": "registration",
        "for": ["account"],
    },
    "order.Order": {
        "person": "user",
        "fields": {"number": "order_booking", "total_incl_tax": "payment_history"},
        "at": "order",
        "for": ["orders", "payment"],
    },
    "order.Line": {
        "person": "order.user",
        "fields": {"title": "order_booking"},
        "at": "order",
        "for": ["orders"],
    },
    "payment.Source": {
        "person": "order.user",
        "fields": {"amount_debited": "payment_history", "label": "payment_card"},
        "at": "payment",
        "for": ["payment"],
    },
}
