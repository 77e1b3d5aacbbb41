"""What the shop sells; made at the first start, with the pictures drawn from the same list."""

from decimal import Decimal
from typing import Final

from oscar.core.loading import get_model

GOODS: Final = (
    (
        "rug",
        "بساط من صوف الغنم",
        "منسوج على نول أرضي، أحمر وكحلي، متران في متر ونصف.",
        640,
        "منسوجات",
    ),
    ("throw", "غطاء سرير قطني", "قطن مغسول بلون الرمل، لسرير مزدوج.", 310, "منسوجات"),
    ("cushion", "وسادة سدو", "وجه من السدو وظهر من الكتان.", 95, "منسوجات"),
    ("towel", "طقم مناشف", "ثلاث مناشف قطنية بحاشية منسوجة.", 140, "منسوجات"),
    ("dallah", "دلة نحاسية", "دلة صغيرة لأربعة فناجين.", 220, "أدوات البيت"),
    ("cups", "ستة فناجين", "فناجين من الخزف الأبيض بخط أزرق.", 75, "أدوات البيت"),
    ("tray", "صينية خشب", "صينية من خشب السدر بمقبضين.", 160, "أدوات البيت"),
    ("lantern", "فانوس زجاجي", "فانوس بزجاج ملون وإطار من الحديد.", 185, "أدوات البيت"),
)


def stock() -> None:
    """Put the goods into oscar's catalogue, unless they are there."""
    product = get_model("catalogue", "Product")
    if product.objects.exists():
        return
    category = get_model("catalogue", "Category")
    kind = get_model("catalogue", "ProductClass").objects.create(
        name="سلعة", requires_shipping=True, track_stock=False
    )
    partner = get_model("partner", "Partner").objects.create(name="منوال")
    shelves = {name: category.add_root(name=name) for name in dict.fromkeys(g[4] for g in GOODS)}
    for upc, title, text, price, shelf in GOODS:
        one = product.objects.create(title=title, upc=upc, description=text, product_class=kind)
        one.categories.add(shelves[shelf])
        get_model("partner", "StockRecord").objects.create(
            product=one,
            partner=partner,
            partner_sku=upc,
            price=Decimal(price),
            price_currency="QAR",
        )
