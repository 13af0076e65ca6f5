#include "html_element.h"

#include <stdlib.h>
#include <string.h>

#define B ELEMENT_BLOCK
#define V ELEMENT_VOID
#define R ELEMENT_RAW
#define D ELEMENT_DROP
#define H ELEMENT_HEADING
#define S ELEMENT_SELF
#define P ELEMENT_PAGE
#define NAV GM_SECTION_BOILERPLATE
static const HtmlElement elements[] = {
    /* in order of the name */
    {"address", B, -1},
    {"area", V, -1},
    {"article", B | P, -1},
    {"aside", B, NAV},
    {"base", V, -1},
    {"blockquote", B, -1},
    {"body", B | P, -1},
    {"br", V | ELEMENT_BREAK, -1},
    {"button", B, NAV},
    {"canvas", D, -1},
    {"caption", B, GM_SECTION_CAPTION},
    {"center", B, -1},
    {"col", V, -1},
    {"dd", B | S, -1},
    {"details", B, -1},
    {"dialog", B, NAV},
    {"div", B, -1},
    {"dl", B, -1},
    {"dt", B | S, -1},
    {"embed", V, -1},
    {"fieldset", B, -1},
    {"figcaption", B, GM_SECTION_CAPTION},
    {"figure", B, -1},
    {"footer", B, NAV},
    {"form", B, NAV},
    {"h1", B | H, -1},
    {"h2", B | H, -1},
    {"h3", B | H, -1},
    {"h4", B | H, -1},
    {"h5", B | H, -1},
    {"h6", B | H, -1},
    {"head", B | P, -1},
    {"header", B, NAV},
    {"hr", B | V, -1},
    {"html", B | P, -1},
    {"iframe", R | D, -1},
    {"img", V, -1},
    {"input", V, -1},
    {"li", B | S | ELEMENT_ITEM, -1},
    {"link", V, -1},
    {"main", B | P, -1},
    {"math", D, -1},
    {"menu", B, NAV},
    {"meta", V, -1},
    {"nav", B, NAV},
    {"noembed", R | D, -1},
    {"noframes", R | D, -1},
    {"noscript", D, -1},
    {"object", D, -1},
    {"ol", B, -1},
    {"option", B | S, NAV},
    {"p", B | S, -1},
    {"param", V, -1},
    {"pre", B, -1},
    {"script", R | D, -1},
    {"section", B, -1},
    {"select", B, NAV},
    {"source", V, -1},
    {"style", R | D, -1},
    {"summary", B, -1},
    {"svg", D, -1},
    {"table", B, -1},
    {"tbody", B, -1},
    {"td", B | S, -1},
    {"template", D, -1},
    {"textarea", R | D, -1},
    {"tfoot", B, -1},
    {"th", B | S, -1},
    {"thead", B, -1},
    {"title", R | B | ELEMENT_TITLE, -1},
    {"tr", B | S, -1},
    {"track", V, -1},
    {"ul", B, -1},
    {"wbr", V, -1},
    {"xmp", R | D, -1},
};
#undef B
#undef V
#undef R
#undef D
#undef H
#undef S
#undef P
G_STATIC_ASSERT(G_N_ELEMENTS(elements) <= HTML_ELEMENTS_MAX);

static int compare(const void *key, const void *element)
{
    return strcmp(key, ((const HtmlElement *)element)->name);
}

const HtmlElement *gm_text_html_element(const char *name, gsize len)
{
    char key[sizeof elements->name];
    if (len == 0 || len >= sizeof key)
        return NULL;
    for (gsize i = 0; i < len; i++)
        key[i] = g_ascii_tolower(name[i]);
    key[len] = '\0';
    return bsearch(key, elements, G_N_ELEMENTS(elements), sizeof *elements, compare);
}

guint gm_text_html_index(const HtmlElement *e)
{
    return (guint)(e - elements);
}

/* Whole class names, as common page systems give them. */
static const struct {
    const char *name;
    int kind;
} classes[] = {
    {"comments", GM_SECTION_COMMENTS},
    {"comment", GM_SECTION_COMMENTS},
    {"comment-list", GM_SECTION_COMMENTS},
    {"commentlist", GM_SECTION_COMMENTS},
    {"comments-area", GM_SECTION_COMMENTS},
    {"comments-section", GM_SECTION_COMMENTS},
    {"comment-section", GM_SECTION_COMMENTS},
    {"comment-body", GM_SECTION_COMMENTS},
    {"comments-container", GM_SECTION_COMMENTS},
    {"comments-list", GM_SECTION_COMMENTS},
    {"comment-thread", GM_SECTION_COMMENTS},
    {"comment-respond", GM_SECTION_COMMENTS},
    {"respond", GM_SECTION_COMMENTS},
    {"disqus_thread", GM_SECTION_COMMENTS},
    {"fb-comments", GM_SECTION_COMMENTS},
    {"reader-comments", GM_SECTION_COMMENTS},
    {"user-comments", GM_SECTION_COMMENTS},
    {"footnotes", GM_SECTION_REFERENCES},
    {"footnote", GM_SECTION_REFERENCES},
    {"references", GM_SECTION_REFERENCES},
    {"reflist", GM_SECTION_REFERENCES},
    {"bibliography", GM_SECTION_REFERENCES},
    {"endnotes", GM_SECTION_REFERENCES},
    {"photo-credit", GM_SECTION_REFERENCES},
    {"image-credit", GM_SECTION_REFERENCES},
    {"credit", GM_SECTION_REFERENCES},
    {"credits", GM_SECTION_REFERENCES},
    {"caption", GM_SECTION_CAPTION},
    {"wp-caption", GM_SECTION_CAPTION},
    {"wp-caption-text", GM_SECTION_CAPTION},
    {"image-caption", GM_SECTION_CAPTION},
    {"photo-caption", GM_SECTION_CAPTION},
    {"byline", GM_SECTION_BYLINE},
    {"dateline", GM_SECTION_BYLINE},
    {"author", GM_SECTION_BYLINE},
    {"post-meta", GM_SECTION_BYLINE},
    {"entry-meta", GM_SECTION_BYLINE},
    {"article-meta", GM_SECTION_BYLINE},
    {"published", GM_SECTION_BYLINE},
    {"timestamp", GM_SECTION_BYLINE},
    {"nav", NAV},
    {"navbar", NAV},
    {"navigation", NAV},
    {"menu", NAV},
    {"breadcrumb", NAV},
    {"breadcrumbs", NAV},
    {"sidebar", NAV},
    {"widget", NAV},
    {"site-header", NAV},
    {"site-footer", NAV},
    {"masthead", NAV},
    {"footer", NAV},
    {"share", NAV},
    {"share-buttons", NAV},
    {"sharedaddy", NAV},
    {"social", NAV},
    {"social-share", NAV},
    {"social-links", NAV},
    {"newsletter", NAV},
    {"newsletter-signup", NAV},
    {"subscribe", NAV},
    {"subscription", NAV},
    {"donate", NAV},
    {"related", NAV},
    {"related-posts", NAV},
    {"related-articles", NAV},
    {"related-stories", NAV},
    {"recommended", NAV},
    {"trending", NAV},
    {"most-read", NAV},
    {"advertisement", NAV},
    {"advert", NAV},
    {"ad", NAV},
    {"ads", NAV},
    {"promo", NAV},
    {"cookie-banner", NAV},
    {"cookie-notice", NAV},
    {"pagination", NAV},
    {"tags", NAV},
    {"tag-list", NAV},
};

int gm_text_html_class_kind(const char *value, gsize len)
{
    for (gsize at = 0; at < len;) {
        gsize n = 0;
        while (at + n < len && !g_ascii_isspace(value[at + n]))
            n++;
        for (gsize i = 0; n > 0 && i < G_N_ELEMENTS(classes); i++)
            if (strlen(classes[i].name) == n &&
                g_ascii_strncasecmp(classes[i].name, value + at, n) == 0)
                return classes[i].kind;
        at += n + 1;
    }
    return -1;
}
