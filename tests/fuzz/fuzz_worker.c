/* Any line at the worker: one answer, of one line, that is JSON. */
#include "worker_answer.h"

#include <jansson.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static GmWorker w;
    static GmSettings settings;
    if (!w.session) {
        gm_session_settings_set(&settings, "data", GAZMAP_SHARE_DIR, NULL);
        settings.no_user = TRUE;
        g_assert_true(gm_session_room_options(&settings, &w.rooms, NULL));
        g_assert_true(gm_cli_worker_parse_ask("places,statements", &w.default_ask, NULL));
        w.session = gm_session_open(&settings, NULL);
        g_assert_nonnull(w.session);
    }
    g_autoptr(GString) out = g_string_new(NULL);
    gm_cli_worker_answer(&w, (const char *)data, size, out);
    g_assert_cmpuint(strcspn(out->str, "\n"), ==, out->len - 1);
    json_t *answer = json_loadb(out->str, out->len, JSON_ALLOW_NUL, NULL);
    g_assert_nonnull(answer);
    g_assert_nonnull(json_object_get(answer, "id"));
    json_decref(answer);
    return 0;
}
