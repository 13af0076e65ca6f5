#include "html_report.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A document, what was found in it and its scene, made by hand. */
typedef struct {
    GmDocument *d;
    GmMentions mentions;
    GmStatements statements;
    GmScene scene;
} Read;

static void free_feature(gpointer data)
{
    GmFeature *f = data;
    g_free(f->id);
    g_free(f->name);
    for (guint i = 0; i < f->evidence->len; i++) {
        GmEvidence *e = g_ptr_array_index(f->evidence, i);
        g_free(e->document);
        g_free(e->quote);
        g_free(e);
    }
    g_ptr_array_unref(f->evidence);
    g_free(f);
}

static void free_mention(gpointer data)
{
    GmMention *m = data;
    g_free(m->surface);
    g_free(m->reason);
    g_free(m);
}

static void read_text(Read *r, const char *bytes, gsize len)
{
    GError *error = NULL;
    r->d = gm_text_read_bytes("talks.txt", bytes, len, NULL, &error);
    if (!r->d)
        fail_msg("%s", error->message);
    r->mentions =
        (GmMentions){.document = r->d, .list = g_ptr_array_new_with_free_func(free_mention)};
    r->statements = (GmStatements){&r->mentions, g_ptr_array_new()};
    r->scene = (GmScene){.title = g_strdup("A <map> & more"),
                         .features = g_ptr_array_new_with_free_func(free_feature),
                         .unplaced = g_ptr_array_new_with_free_func(g_free),
                         .sources = g_ptr_array_new(),
                         .credits = g_ptr_array_new()};
}

static void free_read(Read *r)
{
    gm_text_document_free(r->d);
    g_ptr_array_unref(r->mentions.list);
    g_ptr_array_unref(r->statements.list);
    g_free(r->scene.title);
    g_ptr_array_unref(r->scene.features);
    g_ptr_array_unref(r->scene.unplaced);
    g_ptr_array_unref(r->scene.sources);
    g_ptr_array_unref(r->scene.credits);
}

static void add_mention(Read *r, const char *words, GmRole role, bool placed)
{
    const char *at = strstr(r->d->text, words);
    assert_non_null(at);
    GmMention *m = g_new0(GmMention, 1);
    m->start = (gsize)(at - r->d->text);
    m->end = m->start + strlen(words);
    m->surface = g_strdup(words);
    m->role = role;
    m->has_place = placed;
    m->place = (GmPlace){.name = "Saraqib \"x\"", .country = "SY"};
    m->reason = g_strdup("only <one> place");
    g_ptr_array_add(r->mentions.list, m);
}

static void add_feature(Read *r, const char *id, gsize start, gsize end)
{
    GmFeature *f = g_new0(GmFeature, 1);
    f->id = g_strdup(id);
    f->kind = GM_FEATURE_CORRIDOR;
    f->name = g_strdup("Corridor <b>");
    f->evidence = g_ptr_array_new();
    GmEvidence *e = g_new0(GmEvidence, 1);
    e->document = g_strdup("talks");
    e->byte_start = start;
    e->byte_end = end;
    e->quote = g_strdup("the \"quote\" <i>");
    g_ptr_array_add(f->evidence, e);
    g_ptr_array_add(r->scene.features, f);
}

static const char svg[] =
    "<?xml version=\"1.0\"?>\n<svg role=\"img\" aria-labelledby=\"m1-t m1-d\">"
    "<title id=\"m1-t\">T</title><desc id=\"m1-d\">D</desc>"
    "<g id=\"m1-a\" class=\"corridor\"></g></svg>";

static char *report(const Read *r)
{
    const GmStatements *docs[] = {&r->statements};
    GString *out = g_string_new(NULL);
    assert_true(gm_report_append_html(out, &r->scene, docs, 1, svg, sizeof svg - 1, NULL));
    return g_string_free(out, FALSE);
}

static void has(const char *page, const char *part)
{
    if (!strstr(page, part))
        fail_msg("'%s' is not in the page:\n%s", part, strstr(page, "<body>"));
}

static void has_not(const char *page, const char *part)
{
    if (strstr(page, part))
        fail_msg("'%s' is in the page", part);
}

static void mentions_lead_to_their_features(void **state)
{
    (void)state;
    static const char text[] = "Patrols run from Saraqib to Havr. Moscow agreed. Nowhere did not.";
    Read r;
    read_text(&r, text, sizeof text - 1);
    add_mention(&r, "Saraqib", GM_ROLE_LOCATION, true);
    add_mention(&r, "Moscow", GM_ROLE_ACTOR, true);
    add_mention(&r, "Nowhere", GM_ROLE_LOCATION, false);
    add_feature(&r, "a", 0, 32);  /* the first sentence */
    add_feature(&r, "b", 17, 24); /* Saraqib alone */
    g_autofree char *page = report(&r);
    has(page, "<span class=\"q\" id=\"t1\" data-f=\"0\">Patrols run from </span>"
              "<a class=\"m location q\" href=\"#f1\" id=\"t2\" data-f=\"0 1\" title=\"location: "
              "Saraqib &quot;x&quot;, SY. only &lt;one&gt; place\">Saraqib</a>"
              "<span class=\"q\" data-f=\"0\"> to Havr</span>. <mark class=\"m actor\"");
    has(page, "<mark class=\"m location missing\"");
    has(page, "<li id=\"f0\" data-n=\"0\" data-id=\"a\">");
    has(page, "<a href=\"#t2\">Show in the text");
    has(page, "data-prefix=\"m1-\"");
    has(page, "Not drawn on this map.");
    has_not(page, "<?xml");
    free_read(&r);
}

static void what_a_document_holds_arrives_as_text(void **state)
{
    (void)state;
    static const char text[] = "<script>alert(1)</script> & \"x\" <img src=x onerror=alert(2)> "
                               "\xE2\x80\xAE"
                               "Idlib\n\nNext paragraph </p><b>";
    Read r;
    read_text(&r, text, sizeof text - 1);
    add_mention(&r, "Idlib", GM_ROLE_DEMONYM, true);
    add_feature(&r, "x\"><script>", 0, 8);
    g_autofree char *page = report(&r);
    has(page, "A &lt;map&gt; &amp; more");
    has(page, "&lt;script&gt;");
    has(page, "&lt;img src=x onerror=alert(2)&gt;");
    has(page, "data-id=\"x&quot;&gt;&lt;script&gt;\"");
    has(page, "<q>the &quot;quote&quot; &lt;i&gt;</q>");
    has(page, "Corridor &lt;b&gt;");
    has_not(page, "<img");
    has_not(page, "<b>");
    has_not(page, " onerror=alert(2)>");
    char *first = strstr(page, "<script>");
    assert_non_null(first);
    assert_null(strstr(first + 1, "<script"));
    has(page, "default-src 'none'");
    free_read(&r);
}

/* The script runs under the policy only if the policy names its very bytes. */
static void the_policy_names_the_script(void **state)
{
    (void)state;
    Read r;
    read_text(&r, "Idlib", 5);
    g_autofree char *page = report(&r);
    const char *from = strstr(page, "<script>") + strlen("<script>");
    const char *to = strstr(from, "</script>");
    guint8 digest[32];
    gsize len = sizeof digest;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)from, to - from);
    g_checksum_get_digest(sum, digest, &len);
    g_autofree char *hash = g_base64_encode(digest, len);
    g_autofree char *policy = g_strdup_printf("script-src 'sha256-%s'", hash);
    has(page, policy);
    free_read(&r);
}

static void file_offsets_find_their_text(void **state)
{
    (void)state;
    gsize len;
    g_autofree char *wide =
        g_convert("\xEF\xBB\xBFÉ Idlib is", -1, "UTF-16LE", "UTF-8", NULL, &len, NULL);
    Read r;
    read_text(&r, wide, len);
    add_mention(&r, "Idlib", GM_ROLE_LOCATION, true);
    add_feature(&r, "a", 6, 16); /* bytes of the file: É and the space take six with the mark */
    g_autofree char *page = report(&r);
    has(page, ">Idlib</a> is");
    free_read(&r);
}

static void a_map_file_has_no_text(void **state)
{
    (void)state;
    Read r;
    read_text(&r, "Idlib", 5);
    add_feature(&r, "a", 0, 5);
    GString *out = g_string_new(NULL);
    assert_true(gm_report_append_html(out, &r.scene, NULL, 0, svg, sizeof svg - 1, NULL));
    has(out->str, "data-id=\"a\"");
    has_not(out->str, "id=\"text\"");
    g_string_free(out, TRUE);
    free_read(&r);
}

/* The page as headless Chromium has it after its scripts, or NULL. */
static char *rendered(const char *page)
{
    g_autofree char *browser = g_find_program_in_path("chromium");
    if (!browser)
        return NULL;
    g_autofree char *dir = g_dir_make_tmp("gazmap-page-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "page.html", NULL);
    g_autofree char *profile = g_strconcat("--user-data-dir=", dir, "/profile", NULL);
    g_autofree char *url = g_filename_to_uri(path, NULL, NULL);
    assert_true(g_file_set_contents(path, page, -1, NULL));
    char *argv[] = {browser,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    profile,
                    "--dump-dom",
                    url,
                    NULL};
    char *out = NULL;
    g_spawn_sync(NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL, NULL);
    char *remove[] = {"rm", "-r", dir, NULL};
    g_spawn_sync(NULL, remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    if (!out || !strstr(out, "</html>"))
        g_clear_pointer(&out, g_free);
    return out;
}

static void need_browser(const char *dom)
{
    if (!dom) {
        printf("skipped: no working chromium on this machine\n");
        skip();
    }
}

static void a_browser_runs_our_script_alone(void **state)
{
    (void)state;
    static const char text[] =
        "<script>document.documentElement.id='broken'</script> Saraqib "
        "<img src=x onerror=\"document.documentElement.id='broken'\"> </p></section>"
        "<svg onload=\"document.documentElement.id='broken'\">";
    Read r;
    read_text(&r, text, sizeof text - 1);
    add_mention(&r, "Saraqib", GM_ROLE_LOCATION, true);
    add_feature(&r, "a", 0, 30);
    g_autofree char *page = report(&r);
    g_autofree char *dom = rendered(page);
    free_read(&r);
    need_browser(dom);
    has(dom, "class=\"corridor\" data-n=\"0\""); /* the script has been there */
    has_not(dom, "<html lang=\"en\" id=");
}

/* Focus on a mention, the mouse on a feature, Escape: who is lit then. */
static void marks_and_features_light_each_other(void **state)
{
    (void)state;
    static const char probe[] =
        "<script>function lit(){return [].map.call(document.querySelectorAll('.lit'),"
        "function(e){return e.tagName.toLowerCase()}).join(',')}var out=[];"
        /* the event itself: a headless window may not have the focus to give */
        "document.querySelector('#text a.m').dispatchEvent("
        "new FocusEvent('focusin',{bubbles:true}));out.push(lit());"
        "document.querySelector('#map g[data-n=\"1\"]').dispatchEvent("
        "new MouseEvent('mouseover',{bubbles:true}));out.push(lit());"
        "document.dispatchEvent(new KeyboardEvent('keydown',{key:'Escape',bubbles:true}));"
        "out.push(lit());document.documentElement.setAttribute('data-lit',out.join(';'));</script>"
        "</body>";
    static const char text[] = "Patrols run from Saraqib to Havr. Moscow agreed.";
    Read r;
    read_text(&r, text, sizeof text - 1);
    add_mention(&r, "Saraqib", GM_ROLE_LOCATION, true);
    add_feature(&r, "a", 17, 24);
    add_feature(&r, "b", 34, 47);
    g_autofree char *whole = report(&r);
    free_read(&r);
    g_autoptr(GString) page = g_string_new(whole);
    g_string_replace(page, "Content-Security-Policy", "x", 1); /* lets the probe in */
    g_string_replace(page, "</body>", probe, 1);
    g_string_replace(page, "</svg>", "<g id=\"m1-b\"></g></svg>", 1);
    g_autofree char *dom = rendered(page->str);
    need_browser(dom);
    has(dom, "data-lit=\"a,g,li;span,g,li;\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mentions_lead_to_their_features),
        cmocka_unit_test(what_a_document_holds_arrives_as_text),
        cmocka_unit_test(the_policy_names_the_script),
        cmocka_unit_test(file_offsets_find_their_text),
        cmocka_unit_test(a_map_file_has_no_text),
        cmocka_unit_test(a_browser_runs_our_script_alone),
        cmocka_unit_test(marks_and_features_light_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
