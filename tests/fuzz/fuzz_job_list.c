/* Any text as a job list: the first byte says which kind. */
#include "batch_job.h"

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    g_autofree char *path = g_strdup_printf("%s/gazmap-fuzz-%d.%s", g_get_tmp_dir(), (int)getpid(),
                                            data[0] == '{' ? "ndjson" : "tsv");
    g_file_set_contents(path, (const char *)data, (gssize)size, NULL);
    char *args[] = {path, NULL};
    char *formats[] = {(char *)(guintptr) "svg", NULL};
    g_autoptr(GPtrArray) jobs = gm_cli_batch_jobs(args, "fuzz-out", formats, NULL);
    for (guint i = 0; jobs && i < jobs->len; i++) {
        const GmBatchJob *j = g_ptr_array_index(jobs, i);
        for (guint k = 0; k < j->outputs->len; k++) {
            const char *out = g_ptr_array_index(j->outputs, k);
            g_assert_true(g_str_has_prefix(out, "fuzz-out/"));
            g_autofree char *full = g_canonicalize_filename(out, "/f");
            g_assert_true(g_str_has_prefix(full, "/f/fuzz-out/"));
        }
    }
    unlink(path);
    return 0;
}
