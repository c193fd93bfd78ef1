// For pm site serve: shows the page anew when something changed.
"use strict";
(() => {
	const from = new URL("../live", document.currentScript.src);
	new EventSource(from).addEventListener("change", () => location.reload());
})();
