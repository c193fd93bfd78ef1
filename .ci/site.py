"""An Atom feed, read by feedparser. What RFC 4287 wants besides is asked for here."""
import sys
import feedparser

feed = feedparser.parse(sys.argv[1])
wrong = []
if feed.bozo:
    wrong.append(f"not well-formed: {feed.bozo_exception}")
if feed.version != "atom10":
    wrong.append(f"version {feed.version!r}")
for what, has in [("feed", feed.feed)] + [("entry", e) for e in feed.entries]:
    for key in ("id", "title", "updated", "updated_parsed", "link"):
        if not has.get(key):
            wrong.append(f"{what} without {key}: {has.get('title')}")
ids = [e.get("id") for e in feed.entries]
if len(set(ids)) != len(ids):
    wrong.append("two entries of one id")
times = [e.get("updated") for e in feed.entries]
if times != sorted(times, key=str, reverse=True):
    wrong.append("not the newest first")
for e in feed.entries:
    for key in ("title_detail", "summary_detail"):
        if e.get(key, {}).get("type") != "text/plain":
            wrong.append(f"a {key} that is not text: {e.title}")
print(f"  {len(feed.entries)} entries")
sys.exit("\n".join(wrong) or 0)
