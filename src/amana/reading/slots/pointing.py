"""Words that point at what was named before: *these purposes*; matched against folded words."""

import re
from typing import Final

POINTING: Final = r"(?:this|these|those|such|(?:the )?same|aforementioned|above mentioned)"
POINTING_AR: Final = r"(?:وهذه|[ولب]?(?:هذه|تلك)|نفس|ذات)"
TO_PURPOSES: Final = re.compile(
    rf"\b(?:{POINTING}|above) (?:\w+ )?(?:purposes?|reasons?|aims?)\b"
    r"|\bpurposes? (?:described|mentioned|listed|named|set out|stated) (?:above|earlier|before)\b"
    rf"|(?<!\w){POINTING_AR} (?:الاغراض|الغايات|الاهداف|المقاصد)(?!\w)"
    r"|(?<!\w)[ولب]?هذا الغرض(?!\w)"
    r"|(?<!\w)(?:ال|لل)(?:اغراض|غايات) "
    r"(?:المذكوره|السابقه|المبينه|الوارده|المشار اليها|اعلاه)(?!\w)"
)
