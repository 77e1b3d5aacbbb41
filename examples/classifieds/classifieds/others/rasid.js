// A made-up measurer's tag: counts a visit in a cookie of the page, and tells it whose it is.
document.cookie = `rasid_visit=${Date.now()};Path=/;Max-Age=2592000;SameSite=Lax`;
