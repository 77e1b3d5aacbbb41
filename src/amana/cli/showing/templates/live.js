// Shows what changes without being loaded again: each part that is marked, where it differs.
"use strict";
const EVERY = 4000;

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-live]")) {
        const now = page.getElementById(part.id);
        // Whoever has a link or a button of this part in hand keeps it.
        if (now && now.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) {
          part.innerHTML = now.innerHTML;
        }
      }
    } catch {
      // The demonstration is over, or busy: what is shown stays.
    }
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
