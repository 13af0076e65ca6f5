#include "plain_line.h"

#include <string.h>

/* Signs, spaces and marks that belong to no script and have no way of their own to be
 * shown. */
static bool is_common_sign(gunichar c)
{
    return (c >= 0x20 && c <= 0x7E) || (c >= 0xA0 && c <= 0xBF && c != 0xAD) || c == 0xD7 ||
           c == 0xF7 || (c >= 0x300 && c <= 0x34E) || (c >= 0x2007 && c <= 0x200A) ||
           (c >= 0x2010 && c <= 0x2027) || (c >= 0x202F && c <= 0x203A);
}

static hb_script_t script_of(gunichar c)
{
    if (c < 0x80)
        return g_ascii_isalpha((char)c) ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
    if (is_common_sign(c))
        return g_unichar_isalpha(c) && c < 0x300 ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
    switch (g_unichar_isalpha(c) ? g_unichar_get_script(c) : G_UNICODE_SCRIPT_COMMON) {
    case G_UNICODE_SCRIPT_LATIN:
        return HB_SCRIPT_LATIN;
    case G_UNICODE_SCRIPT_CYRILLIC:
        return HB_SCRIPT_CYRILLIC;
    default:
        return HB_SCRIPT_INVALID;
    }
}

/* The one script of the line; INVALID when there are two, or another. */
static hb_script_t script_of_line(const char *string)
{
    hb_script_t script = HB_SCRIPT_COMMON;
    for (const char *p = string; *p != '\0'; p = g_utf8_next_char(p)) {
        hb_script_t own = script_of(g_utf8_get_char(p));
        if (own == HB_SCRIPT_COMMON)
            continue;
        if (own == HB_SCRIPT_INVALID || (script != HB_SCRIPT_COMMON && script != own))
            return HB_SCRIPT_INVALID;
        script = own;
    }
    return script;
}

/* Languages for which Latin and Cyrillic letters are known to take no other forms
 * than Pango, which may choose another language for a script, gives them. */
static bool is_known_language(const char *language)
{
    static const char *const known[] = {"ar", "de", "en", "es", "fa", "fr", "he",
                                        "it", "nl", "pt", "ru", "tr", "uk"};
    if (language == NULL)
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        if (strncmp(language, known[i], 2) == 0 && (language[2] == '\0' || language[2] == '-'))
            return true;
    return false;
}

bool gm_layout_is_plain_line(const char *string, const char *language, hb_face_t *face)
{
    if (*string == '\0' || !is_known_language(language) ||
        script_of_line(string) == HB_SCRIPT_INVALID)
        return false;
    hb_font_t *font = hb_font_create(face);
    bool plain = true;
    for (const char *p = string; plain && *p != '\0'; p = g_utf8_next_char(p)) {
        hb_codepoint_t glyph;
        plain = hb_font_get_nominal_glyph(font, g_utf8_get_char(p), &glyph);
    }
    hb_font_destroy(font);
    return plain;
}

hb_buffer_t *gm_layout_shape_plain_line(const char *string, const char *language, hb_font_t *font)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, script_of_line(string));
    hb_buffer_set_language(buffer, hb_language_from_string(language != NULL ? language : "en", -1));
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT);
    hb_buffer_add_utf8(buffer, string, -1, 0, -1);
    hb_shape(font, buffer, NULL, 0);
    return buffer;
}
