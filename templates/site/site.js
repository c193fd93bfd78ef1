// The filters and the search of the first page. What they look in are scripts, because
// a page opened from a folder may read nothing else; they are asked for when somebody
// first looks for something. Whatever was read is only ever put in as text.
"use strict";
(() => {
	const form = document.getElementById("find");
	if (!form) return;
	const list = document.getElementById("list"), title = document.getElementById("list-title");
	const status = document.getElementById("found");
	const before = { list: [...list.childNodes], title: title.textContent };
	const chunks = form.dataset.chunks.split(" ").filter(Boolean);
	const names = ["q", "severity", "state", "service", "owner", "year"];
	const page = 100;
	const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
	let all = [], loading = null, shown = page;

	// pmFound is what each chunk calls.
	window.pmFound = (rows) => { for (const row of rows) all.push(row); };

	const script = (src) => new Promise((done, fail) => {
		const s = document.createElement("script");
		s.src = src;
		s.onload = done;
		s.onerror = () => fail(new Error(src));
		document.head.append(s);
	});

	const load = () => loading ||= Promise.all(chunks.map(script)).then(() => {
		all.sort((a, b) => b.b - a.b || (a.i < b.i ? 1 : a.i > b.i ? -1 : 0));
		for (const row of all) row.y = row.b ? String(new Date(row.b * 1000).getUTCFullYear()) : "no date";
	});

	const element = (name, className, text) => {
		const e = document.createElement(name);
		if (className) e.className = className;
		if (text !== undefined) e.textContent = text;
		return e;
	};

	// What state a mark shows, as the pages have it.
	const standing = (state) => ({ closed: "over", dismissed: "over", "in-progress": "now" })[state] || "under-way";

	const line = (row) => {
		const li = element("li"), what = element("div", "what"), how = element("div", "how");
		const a = element("a", "", row.t);
		a.href = row.p; // a path of ours, made when the site was built
		what.append(a);
		const by = [...(row.e || []), row.o].filter(Boolean).join(" · ");
		if (by) what.append(element("p", "who", by));
		if (row.b) {
			const at = new Date(row.b * 1000), time = element("time", "", `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`);
			time.dateTime = at.toISOString().slice(0, 10);
			how.append(time);
		}
		if (row.v) how.append(element("span", "sev " + row.r, row.v));
		if (row.s) how.append(element("span", "state " + standing(row.s), row.s));
		if (row.d) how.append(element("span", "took", row.d));
		li.append(what, how);
		return li;
	};

	const wanted = () => {
		const w = {};
		for (const n of names) w[n] = form.elements[n].value;
		w.words = (w.q.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).map((word) => " " + word);
		return w;
	};

	const fits = (w) => (row) =>
		(!w.severity || row.v === w.severity) && (!w.state || row.s === w.state) && (!w.year || row.y === w.year) &&
		(!w.owner || row.o === w.owner) && (!w.service || (row.e || []).some((e) => e.toLowerCase() === w.service.toLowerCase())) &&
		w.words.every((word) => row.w.includes(word));

	// remember puts the question into the address, so that an answer can be passed on.
	const remember = (w) => {
		const asked = new URLSearchParams();
		for (const n of names) if (w[n]) asked.set(n, w[n]);
		try { history.replaceState(null, "", location.pathname + (asked.size ? "#" + asked : "")); } catch { /* some browsers refuse in a folder */ }
	};

	const recall = () => {
		const asked = new URLSearchParams(location.hash.slice(1));
		for (const n of names) form.elements[n].value = asked.get(n) || "";
	};

	const answer = async () => {
		const w = wanted();
		remember(w);
		if (!names.some((n) => w[n].trim())) {
			title.textContent = before.title;
			list.replaceChildren(...before.list);
			status.textContent = "";
			return;
		}
		if (!all.length) status.textContent = "Reading …";
		try {
			await load();
		} catch (e) {
			status.textContent = "The search could not be read: " + e.message;
			loading = null;
			all = [];
			return;
		}
		const now = wanted();
		if (names.some((n) => now[n] !== w[n])) return; // a newer question is on its way
		const rows = all.filter(fits(w));
		const ol = element("ol", "incidents");
		for (const row of rows.slice(0, shown)) ol.append(line(row));
		title.textContent = "Found";
		list.replaceChildren(...(rows.length ? [ol] : []));
		if (rows.length > shown) {
			const more = element("button", "", "Show more");
			more.id = "more";
			more.type = "button";
			more.addEventListener("click", () => {
				const next = shown;
				shown += 5 * page;
				answer().then(() => list.querySelectorAll("li a")[next]?.focus());
			});
			list.append(more);
		}
		status.textContent = rows.length === 1 ? "1 incident" : `${rows.length.toLocaleString("en")} incidents`;
	};

	const ask = () => { shown = page; answer(); };
	form.hidden = false;
	form.addEventListener("input", ask);
	form.addEventListener("reset", () => setTimeout(ask));
	form.addEventListener("submit", (e) => e.preventDefault());
	form.elements.q.addEventListener("focus", () => load().catch(() => { loading = null; all = []; }));
	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey) return;
		if (e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
			e.preventDefault();
			form.elements.q.focus();
		} else if (e.key === "Escape" && form.contains(document.activeElement)) {
			form.reset();
		}
	});
	addEventListener("hashchange", () => { recall(); ask(); });
	if (location.hash.length > 1) { recall(); ask(); }
})();
