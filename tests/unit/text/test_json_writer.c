#include "json_writer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void write_all(GmJson *j)
{
    gm_text_json_object(j);
    gm_text_json_key(j, "name");
    gm_text_json_string(j, "Tronba \"x\"\\\n\x01\xE2\x80\xA8\xFF");
    gm_text_json_key(j, "at");
    gm_text_json_inline_array(j);
    gm_text_json_number(j, 35.8598, 4);
    gm_text_json_number(j, NAN, 4);
    gm_text_json_end(j);
    gm_text_json_key(j, "list");
    gm_text_json_array(j);
    gm_text_json_inline_object(j);
    gm_text_json_key(j, "n");
    gm_text_json_int(j, -5);
    gm_text_json_key(j, "in");
    gm_text_json_array(j);
    gm_text_json_bool(j, true);
    gm_text_json_end(j);
    gm_text_json_end(j);
    gm_text_json_null(j);
    gm_text_json_end(j);
    gm_text_json_key(j, "none");
    gm_text_json_array(j);
    gm_text_json_end(j);
    gm_text_json_key(j, "nothing");
    gm_text_json_string(j, NULL);
    gm_text_json_end(j);
}

static void one_line(void **state)
{
    (void)state;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GmJson) j = gm_text_json_new(out, 0);
    write_all(j);
    assert_string_equal(out->str, "{\"name\":\"Tronba \\\"x\\\"\\\\\\n\\u0001\\u2028\xEF\xBF\xBD\","
                                  "\"at\":[35.8598,null],\"list\":[{\"n\":-5,\"in\":[true]},null],"
                                  "\"none\":[],\"nothing\":null}");
}

static void indented(void **state)
{
    (void)state;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GmJson) j = gm_text_json_new(out, 2);
    write_all(j);
    assert_string_equal(out->str,
                        "{\n  \"name\": \"Tronba \\\"x\\\"\\\\\\n\\u0001\\u2028\xEF\xBF\xBD\",\n"
                        "  \"at\": [35.8598, null],\n  \"list\": [\n"
                        "    {\"n\": -5, \"in\": [true]},\n    null\n  ],\n"
                        "  \"none\": [],\n  \"nothing\": null\n}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line),
        cmocka_unit_test(indented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
