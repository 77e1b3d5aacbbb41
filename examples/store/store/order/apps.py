"""The app, as oscar lets a project extend one of its own."""

from oscar.apps.order.apps import OrderConfig as OscarsOrders


class OrderConfig(OscarsOrders):
    """Oscar's orders."""

    name = "store.order"
