/** What the elements of a page mean for its text. Private to text. */
#pragma once

#include "document.h"

enum {
    ELEMENT_BLOCK = 1 << 0, /* begins and ends a paragraph */
    ELEMENT_VOID = 1 << 1,  /* has no end tag */
    ELEMENT_RAW = 1 << 2,   /* holds no tags: up to its own end tag */
    ELEMENT_DROP = 1 << 3,  /* its content is no text */
    ELEMENT_HEADING = 1 << 4,
    ELEMENT_ITEM = 1 << 5,  /* list item */
    ELEMENT_SELF = 1 << 6,  /* a second one ends the first: p, li, td */
    ELEMENT_PAGE = 1 << 7,  /* html, body, main, article: never clutter */
    ELEMENT_BREAK = 1 << 8, /* br */
    ELEMENT_TITLE = 1 << 9, /* title */
};

typedef struct {
    char name[12];
    guint16 flags;
    gint8 kind; /* GmSectionKind of its content, or -1 */
} HtmlElement;

/** NULL when the name (any case) means nothing to the text. */
const HtmlElement *gm_text_html_element(const char *name, gsize len);
guint gm_text_html_index(const HtmlElement *e);
enum { HTML_ELEMENTS_MAX = 128 };

/** Section that a class or id names ("comments", "footnotes", "sidebar"), or -1. */
int gm_text_html_class_kind(const char *value, gsize len);
