#include "file_save.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char *dir;

static int set_up(void **state)
{
    (void)state;
    dir = g_dir_make_tmp("gazmap-save-XXXXXX", NULL);
    return 0;
}

static guint n_files(void)
{
    GDir *d = g_dir_open(dir, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(d))
        n++;
    g_dir_close(d);
    return n;
}

static int tear_down(void **state)
{
    (void)state;
    GDir *d = g_dir_open(dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(d));) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        g_remove(path);
    }
    g_dir_close(d);
    assert_int_equal(g_rmdir(dir), 0);
    g_free(dir);
    return 0;
}

static void assert_holds(const char *path, const char *wanted)
{
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, wanted);
}

static void files_are_made_and_replaced(void **state)
{
    (void)state;
    g_autofree char *path = g_build_filename(dir, "a.svg", NULL);
    GError *error = NULL;
    assert_true(gm_text_save(path, "one", 3, &error));
    assert_null(error);
    assert_holds(path, "one");
    assert_int_equal(chmod(path, 0640), 0);
    assert_true(gm_text_save(path, "second", 6, &error));
    assert_holds(path, "second");
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
    assert_int_equal(n_files(), 1);
}

static void links_stay_links(void **state)
{
    (void)state;
    g_autofree char *path = g_build_filename(dir, "real", NULL);
    g_autofree char *link = g_build_filename(dir, "link", NULL);
    assert_true(gm_text_save(path, "old", 3, NULL));
    assert_int_equal(symlink("real", link), 0);
    assert_true(gm_text_save(link, "new", 3, NULL));
    assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    assert_holds(path, "new");
}

static void failures_name_the_path(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    assert_false(gm_text_save(dir, "x", 1, &error));
    assert_true(g_str_has_prefix(error->message, dir));
    assert_non_null(strstr(error->message, "is a folder"));
    g_clear_error(&error);
    assert_false(gm_text_save("/nowhere/at/all.svg", "x", 1, &error));
    assert_string_equal(error->message,
                        "/nowhere/at/all.svg: cannot write: there is no folder /nowhere/at");
    g_clear_error(&error);
    assert_false(gm_text_save("/dev/full", "x", 1, &error));
    assert_string_equal(error->message, "/dev/full: cannot write: No space left on device");
    assert_true(gm_text_save("/dev/null", "x", 1, NULL));
    struct stat st;
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
}

static void a_failed_write_leaves_the_old_file(void **state)
{
    (void)state;
    g_autofree char *path = g_build_filename(dir, "kept", NULL);
    assert_true(gm_text_save(path, "old", 3, NULL));
    guint before = n_files();
    struct rlimit old, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 1024;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    char big[8192];
    memset(big, 'x', sizeof big);
    g_autoptr(GError) error = NULL;
    bool ok = gm_text_save(path, big, sizeof big, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_false(ok);
    assert_true(g_str_has_prefix(error->message, path));
    assert_holds(path, "old");
    assert_int_equal(n_files(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_made_and_replaced),
        cmocka_unit_test(links_stay_links),
        cmocka_unit_test(failures_name_the_path),
        cmocka_unit_test(a_failed_write_leaves_the_old_file),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
