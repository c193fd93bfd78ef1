// Every kind of page in Chromium: axe in light and dark, on a desk and a phone; search and filters by keyboard; charts with
// their tables; nothing on the console, nothing asked of anybody else, nothing of a hostile file run; and pm site serve.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'
import assert from 'node:assert/strict'

const [modules, executablePath, pm, out] = process.argv.slice(2)
const require = createRequire(path.join(modules, 'x.js'))
const { chromium } = require('playwright-core')
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const root = path.join(out, 'public')
const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.xml': 'application/atom+xml' }

// A server of files below a prefix, as a hosting site has it.
const server = createServer((request, response) => {
	if (request.url === '/favicon.ico') { // what Chromium asks for of its own accord
		response.writeHead(204).end()
		return
	}
	const file = path.join(root, decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/^\/some\/prefix\//, ''))
	fs.readFile(file, (error, data) => {
		response.writeHead(error ? 404 : 200, { 'Content-Type': types[path.extname(file)] || 'text/plain' })
		response.end(data)
	})
}).listen(0, '127.0.0.1')
await new Promise(done => server.once('listening', done))
const origins = [`http://127.0.0.1:${server.address().port}/some/prefix/`, `file://${root}/`]

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
const faults = []
let requests = 0

// open watches everything that a page says and asks for.
const open = async (origin, options = {}) => {
	const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options })
	const page = await context.newPage()
	page.on('console', m => { if (['error', 'warning'].includes(m.type())) faults.push(`${page.url()}: ${m.text()}`) })
	page.on('pageerror', e => faults.push(`${page.url()}: ${e}`))
	page.on('dialog', d => { faults.push(`${page.url()}: dialog ${d.message()}`); d.dismiss() })
	page.on('request', r => { requests++; if (!r.url().startsWith(origin)) faults.push(`${page.url()} asks for ${r.url()}`) })
	return page
}
const first = (...dir) => dir.concat(fs.readdirSync(path.join(root, ...dir)).filter(f => f.endsWith('.html') && f !== 'index.html')[0]).join('/')
const kinds = ['many/index.html', 'many/index.html#q=error', first('many', 'incidents'), 'many/actions.html', 'many/people/index.html', first('many', 'people'),
	'many/services/index.html', first('many', 'services'), first('many', 'years'), 'many/trends.html', 'hostile/index.html', first('hostile', 'incidents'), 'empty/index.html', 'empty/trends.html']

const violations = async page => {
	await page.evaluate(axe)
	const { violations } = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
	return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`))
}

// Every kind of page, as it is seen and as it is printed.
let looked = 0
for (const colorScheme of ['light', 'dark']) for (const viewport of [{ width: 1200, height: 900 }, { width: 320, height: 700 }]) {
	const page = await open(origins[0], { colorScheme, viewport })
	for (const kind of kinds) {
		await page.goto('about:blank')
		await page.goto(origins[0] + kind)
		if (kind.includes('#')) await page.waitForSelector('#found:has-text("incident")')
		for (const d of await page.$$('details')) await d.evaluate(e => { e.open = true })
		for (const v of await violations(page)) faults.push(`${kind}, ${colorScheme}, ${viewport.width}: ${v}`)
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
		if (wide > 0) faults.push(`${kind} is ${wide} px wider than ${viewport.width}`)
		looked++
	}
	await page.context().close()
}
{
	const page = await open(origins[0])
	await page.emulateMedia({ media: 'print' })
	for (const kind of kinds) {
		await page.goto(origins[0] + kind)
		assert.equal(await page.locator('header.site').isVisible(), false, `${kind} prints the menu`)
		assert.ok(await page.locator('h1').isVisible(), `${kind} prints no title`)
	}
	await page.context().close()
}
console.log(`  axe: ${looked} pages`)

// axe and the watch must see what is wrong.
{
	const before = faults.length
	const page = await open(origins[0])
	await page.goto(origins[0] + kinds[0])
	await page.evaluate(() => {
		document.querySelector('#q').removeAttribute('id')
		const i = document.createElement('img')
		i.src = 'https://elsewhere.example/x.png'
		document.body.append(i)
		const s = document.createElement('script')
		s.textContent = 'document.title = "broken in"'
		document.body.append(s)
	})
	const seen = await violations(page)
	assert.ok(seen.some(v => v.startsWith('label')) && seen.some(v => v.startsWith('image-alt')), 'axe sees no field without a label')
	assert.ok(faults.length > before && !(await page.title()).includes('broken'), 'the policy lets a page run or fetch what it must not')
	faults.length = before
	await page.context().close()
	console.log('  refused, as it must be: an inline script, a picture from elsewhere, a field without a label')
}

for (const origin of origins) {
	const page = await open(origin)
	await page.goto(origin + 'many/index.html')
	const rows = () => page.locator('#list li').count()
	const said = text => page.waitForFunction(t => document.getElementById('found').textContent === t, text)
	const total = await rows()

	// Search: by keyboard alone, all words, the beginnings of words.
	await page.keyboard.press('/')
	assert.equal(await page.evaluate(() => document.activeElement.id), 'q')
	const title = await page.locator('#list li a').first().textContent()
	await page.keyboard.type(title)
	await page.waitForFunction(t => document.querySelector('#list-title').textContent === 'Found' && document.querySelector('#list li a')?.textContent === t, title)
	await page.keyboard.press('Escape')
	await page.waitForFunction(n => document.querySelectorAll('#list li').length === n, total)
	await page.keyboard.press('/')
	await page.keyboard.type('zzzznothing')
	await said('0 incidents')
	await page.keyboard.press('Escape')

	// Filters: Tab to each, arrows choose; the address keeps the question.
	for (const name of ['severity', 'state', 'service', 'owner', 'year']) {
		await page.focus('#q')
		for (let n = 0; n < 10 && await page.evaluate(() => document.activeElement.id) !== name; n++) await page.keyboard.press('Tab')
		await page.keyboard.press('ArrowDown')
		const value = await page.evaluate(n => document.getElementById(n).value, name)
		assert.ok(value, `${name} has no value`)
		await page.waitForFunction(() => /incident/.test(document.getElementById('found').textContent))
		assert.ok(await rows() > 0, `${name} ${value} finds nothing`)
		assert.equal(new URLSearchParams(new URL(page.url()).hash.slice(1)).get(name), value)
		if (name === 'severity') for (const s of await page.locator('#list .sev').allTextContents()) assert.equal(s, value)
		if (name === 'state') for (const s of await page.locator('#list .state').allTextContents()) assert.equal(s, value)
		await page.keyboard.press('Escape')
	}
	const link = origin + 'many/index.html#q=' + encodeURIComponent(title)
	await page.goto('about:blank')
	await page.goto(link)
	await page.waitForFunction(t => document.querySelector('#list li a')?.textContent === t && document.querySelector('#found').textContent, title)
	await page.focus('#list li a')
	await page.keyboard.press('Enter')
	await page.waitForSelector('article h1')
	assert.equal(await page.locator('h1').textContent(), title)
	assert.ok(await page.locator('figure.picture svg title').count(), 'no picture of the timeline')

	// A chart's table is reached and opened by keyboard, and has numbers.
	await page.goto(origin + 'many/trends.html')
	for (const id of ['months', 'time-to-resolve', 'items', 'states', 'services', 'triggers']) {
		const figure = page.locator('figure.chart', { has: page.locator('#' + id) })
		await figure.locator('summary').focus()
		await page.keyboard.press('Enter')
		assert.ok(await figure.locator('table').isVisible(), `the table of ${id}`)
		assert.ok(await figure.locator('tbody tr').count() > 0 && /\d/.test(await figure.locator('tbody').textContent()), `numbers of ${id}`)
		assert.ok((await figure.locator('svg desc').textContent()).length > 10, `the description of ${id}`)
	}

	// Hostile files: every page, every filter, every link to a file.
	for (const file of fs.readdirSync(path.join(root, 'hostile'), { recursive: true }).filter(f => /\.(html|svg|txt)$/.test(f))) {
		await page.goto(origin + 'hostile/' + file.split('/').map(encodeURIComponent).join('/'))
		assert.doesNotMatch(await page.title(), /^broken in/, file)
		const bad = await page.evaluate(() => [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name) || /^(href|src)$/.test(a.name) && /^\s*(javascript|data|vbscript):/i.test(a.value))).map(e => e.outerHTML))
		assert.deepEqual(bad, [], file)
		if (file.endsWith('.html')) assert.equal(await page.locator('main script, main iframe, main img[onerror]').count(), 0, file)
	}
	await page.goto(origin + 'hostile/index.html#q=script')
	await page.waitForFunction(() => document.querySelector('#found').textContent === '3 incidents')
	assert.equal(await page.locator('#list script, #list img').count(), 0)
	assert.match(await page.locator('#list li a').first().textContent(), /<script>/)
	await page.context().close()
	console.log(`  ${origin.slice(0, 7)}: search, filters, charts, hostile files`)
}

// What a page weighs, without attachments.
const assets = fs.readdirSync(path.join(root, 'many/assets')).reduce((n, f) => n + fs.statSync(path.join(root, 'many/assets', f)).size, 0)
const heaviest = Math.max(...fs.readdirSync(path.join(root, 'many/incidents')).map(f => fs.statSync(path.join(root, 'many/incidents', f)).size))
console.log(`  an incident's page: at most ${Math.ceil((heaviest + assets) / 1000)} kB with style and scripts`)
assert.ok(heaviest + assets < 100_000)

// pm site serve: the page that is open shows what was written.
{
	const serve = spawn(pm, ['-C', path.join(out, 'hostile'), 'site', 'serve', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
	const origin = await new Promise(done => serve.stdout.once('data', d => done(String(d).split(' ')[0])))
	const page = await open(origin)
	await page.goto(origin)
	const file = path.join(out, 'hostile/postmortems/2026-02-01-x.md')
	await page.goto(origin + (await page.locator('#list li a').last().getAttribute('href')))
	fs.appendFileSync(file, '\nA sentence that is new.\n')
	await page.waitForSelector('text=A sentence that is new.')
	await page.context().close()
	serve.kill('SIGINT')
	assert.equal(await new Promise(done => serve.once('exit', done)), 0, 'serve ends badly')
	console.log('  serve: the page that is open was shown anew')
}

await browser.close()
server.close()
if (faults.length) {
	console.error([...new Set(faults)].slice(0, 40).join('\n'))
	process.exit(1)
}
console.log(`  ${requests} requests, none to anybody else; nothing on the console`)
