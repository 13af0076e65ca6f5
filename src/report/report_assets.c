#include "report_assets.h"

#include "markup.h"

#include <string.h>

static const char style[] =
    ":root{--ink:#1b1f24;--paper:#fff;--soft:#f3f4f6;--line:#c9ced6;--dim:#4b5563;--link:#0b4a8f;"
    "--location:#d7ebff;--actor:#f1e5fb;--demonym:#e9ecef;--nested:#fdf0d0;--missing:#ffe1dc;"
    "--lit:#ffd84d;--quote:#0b4a8f}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#15181c;--soft:#20252b;"
    "--line:#454d57;--dim:#aab2bd;--link:#8fc3ff;--location:#143a5e;--actor:#3d2a52;"
    "--demonym:#30363d;--nested:#4a3a10;--missing:#5c241c;--lit:#8a6d00;--quote:#8fc3ff}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:1rem;max-width:110rem;background:var(--paper);color:var(--ink);"
    "font:1rem/1.55 system-ui,'Noto Sans',sans-serif}\n"
    "h1{font-size:1.5rem;line-height:1.25;margin:.2rem 0}\n"
    "h2{font-size:1.15rem;margin:1.5rem 0 .5rem}\n"
    "h3{font-size:1rem;margin:0}\n"
    "a{color:var(--link)}\n"
    ".meta,.facts,cite,summary{color:var(--dim);font-size:.9rem;font-style:normal}\n"
    ".skip{position:absolute;left:-99rem}.skip:focus{position:static}\n"
    ".sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
    ".page{display:grid;gap:0 2rem;grid-template-columns:minmax(20rem,1fr) minmax(24rem,1.3fr)}\n"
    "#map{position:sticky;top:0;align-self:start;padding-top:1.5rem}\n"
    "#map svg{display:block;max-width:100%;height:auto;max-height:92vh;border:1px solid "
    "var(--line);"
    "background:#fff}\n"
    "#map [data-n]{cursor:pointer}\n"
    "#map .lit{filter:drop-shadow(0 0 2px #000) drop-shadow(0 0 5px #ffb300)}\n"
    "#text p{margin:.6rem 0;unicode-bidi:isolate;overflow-wrap:anywhere}\n"
    "#text p.title{font-weight:700}#text p.item{padding-inline-start:1.5rem}\n"
    ".m{background:var(--demonym);color:inherit;border-radius:.2em;padding:0 .1em;"
    "unicode-bidi:isolate}\n"
    ".m.location{background:var(--location)}.m.actor{background:var(--actor)}"
    ".m.nested{background:var(--nested)}.m.missing{background:var(--missing)}\n"
    "a.m{color:inherit;text-decoration:underline;text-decoration-thickness:.08em;"
    "text-underline-offset:.15em;border-bottom:0}\n"
    ".q{border-bottom:.1em dotted var(--quote)}\n"
    ".lit.m,.lit.q,li.lit{background:var(--lit)}\n"
    ":focus-visible{outline:.15rem solid var(--link);outline-offset:.1rem}\n"
    ".key{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0;font-size:.9rem}\n"
    "#features ol{padding:0;list-style:none;display:grid;gap:0 2rem;"
    "grid-template-columns:repeat(auto-fill,minmax(min(24rem,100%),1fr))}\n"
    "#features p{margin:.2rem 0}#features ul{margin:.2rem 0;padding-inline-start:1.2rem}\n"
    "#features ol>li{border-top:1px solid var(--line);padding:.6rem .4rem}\n"
    "li:target{background:var(--soft)}\n"
    "blockquote{margin:.3rem 0 .3rem 1rem;overflow-wrap:anywhere}blockquote p{margin:0}\n"
    "table{border-collapse:collapse;width:100%;font-size:.95rem}\n"
    "th,td{text-align:start;vertical-align:top;border-top:1px solid var(--line);"
    "padding:.3rem .6rem .3rem 0;overflow-wrap:anywhere}\n"
    "details{border-inline-start:.2rem solid var(--line);padding-inline-start:.8rem;margin:.8rem "
    "0}\n"
    "footer{margin-top:2rem;color:var(--dim);font-size:.85rem}\n"
    "@media(max-width:60rem){.page{display:block}#map{position:static}}\n"
    "@media print{body{padding:0;font-size:10pt}.page{display:block}#map{position:static;"
    "break-inside:avoid}#features ol{display:block;columns:2}#features "
    "li{break-inside:avoid}.skip,.go{display:none}"
    ".m,.lit{print-color-adjust:exact}}\n";

static const char script[] =
    "'use strict';(function(){"
    "var map=document.getElementById('map'),svg=map.querySelector('svg'),groups={},now=[];"
    "if(!svg)return;"
    "var prefix=map.getAttribute('data-prefix')||'',byId={};"
    "svg.querySelectorAll('g[id],[data-of]').forEach(function(g){"
    "var id=g.getAttribute('data-of');"
    "if(!id&&g.id.indexOf(prefix)===0)id=g.id.slice(prefix.length);"
    "if(id)(byId[' '+id]=byId[' '+id]||[]).push(g)});"
    "document.querySelectorAll('#features [data-id]').forEach(function(li){"
    "var n=li.getAttribute('data-n');"
    "groups[n]=byId[' '+li.getAttribute('data-id')]||[];"
    "groups[n].forEach(function(g){g.setAttribute('data-n',n)})});"
    "function parts(n){return groups[n]?groups[n].concat([].slice.call("
    "document.querySelectorAll('#text [data-f~=\"'+n+'\"],#features li[data-n=\"'+n+'\"]'))):[]}"
    "function light(ns){"
    "now.forEach(function(n){parts(n).forEach(function(e){e.classList.remove('lit')})});"
    "now=ns;"
    "now.forEach(function(n){parts(n).forEach(function(e){e.classList.add('lit')})})}"
    "function meant(t){var e=t&&t.closest?t.closest('[data-f],[data-n]'):null;"
    "return e?(e.getAttribute('data-n')||e.getAttribute('data-f')).split(' '):[]}"
    "['mouseover','focusin'].forEach(function(k){"
    "document.addEventListener(k,function(e){light(meant(e.target))})});"
    "document.addEventListener('keydown',function(e){if(e.key==='Escape')light([])});"
    "svg.addEventListener('click',function(e){var ns=meant(e.target);if(!ns.length)return;"
    "var li=document.querySelector('#features li[data-n=\"'+ns[0]+'\"]');"
    "var a=document.querySelector('#text a[data-f~=\"'+ns[0]+'\"]')||(li&&li.querySelector('a'));"
    "if(a)a.focus();else if(li)li.scrollIntoView({block:'nearest'});light(ns)})"
    "})();";

/* The script as CSP names it: its hash lets it run, and nothing else. */
static char *script_hash(void)
{
    guint8 digest[32];
    gsize len = sizeof digest;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)script, (gssize)strlen(script));
    g_checksum_get_digest(sum, digest, &len);
    return g_base64_encode(digest, len);
}

void gm_report_append_head(GString *out, const char *title, const char *language)
{
    g_autofree char *hash = script_hash();
    g_string_append(out, "<!DOCTYPE html>\n<html lang=\"");
    gm_text_append_xml(out, language && *language ? language : "en");
    g_string_append_printf(
        out,
        "\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
        "'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'; base-uri "
        "'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"generator\" content=\"gazmap " GAZMAP_VERSION "\">\n<title>",
        hash);
    gm_text_append_xml(out, title);
    g_string_append(out, "</title>\n<style>\n");
    g_string_append(out, style);
    g_string_append(out, "</style>\n</head>\n<body>\n");
}

void gm_report_append_foot(GString *out)
{
    g_string_append(out, "<script>");
    g_string_append(out, script);
    g_string_append(out, "</script>\n</body>\n</html>\n");
}
