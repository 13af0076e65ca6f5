/* Several threads, several handles, the same results: threads DOCUMENT… reads and
 * draws every document in every thread and compares with what one thread made. */
#include <gazmap.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_THREADS = 4, N_ROUNDS = 2, N_OUTPUTS = 5 };

typedef struct {
    char **documents;
    int n, first; /* where this thread begins, so that they differ at any moment */
    char **outputs;
    size_t *lens;
    int failed;
} Task;

static int make(Gazmap *g, const char *path, char **out, size_t *len, GazmapError *error)
{
    GazmapDocument *d = gazmap_read_file(g, path, error);
    int ok = d && (out[0] = gazmap_mentions(d, &len[0], error)) &&
             (out[1] = gazmap_statements(d, &len[1], error)) &&
             gazmap_draw_memory(d, "geojson", &out[2], &len[2], error) &&
             gazmap_draw_memory(d, "svg", &out[3], &len[3], error) &&
             gazmap_draw_memory(d, "png", &out[4], &len[4], error);
    gazmap_document_free(d);
    return ok;
}

static void *work(void *data)
{
    Task *t = data;
    GazmapError error;
    Gazmap *g = gazmap_open(NULL, &error);
    t->failed = !g || !gazmap_set(g, "size", "800x600", &error);
    for (int i = 0; !t->failed && i < t->n; i++) {
        int k = (t->first + i) % t->n;
        t->failed =
            !make(g, t->documents[k], t->outputs + k * N_OUTPUTS, t->lens + k * N_OUTPUTS, &error);
    }
    if (t->failed)
        fprintf(stderr, "%s\n", error.message);
    gazmap_close(g);
    return NULL;
}

static Task task_new(char **documents, int n, int first)
{
    char **outputs = calloc((size_t)(n * N_OUTPUTS), sizeof *outputs);
    size_t *lens = calloc((size_t)(n * N_OUTPUTS), sizeof *lens);
    return (Task){documents, n, first, outputs, lens, 0};
}

static void task_clear(Task *t)
{
    for (int i = 0; i < t->n * N_OUTPUTS; i++)
        gazmap_free(t->outputs[i]);
    free(t->outputs);
    free(t->lens);
}

static int differs(const Task *a, const Task *b)
{
    for (int i = 0; i < a->n * N_OUTPUTS; i++)
        if (a->lens[i] != b->lens[i] || memcmp(a->outputs[i], b->outputs[i], a->lens[i])) {
            fprintf(stderr, "%s: output %d differs\n", a->documents[i / N_OUTPUTS], i % N_OUTPUTS);
            return 1;
        }
    return 0;
}

int main(int argc, char **argv)
{
    int failed = argc < 2;
    Task alone = task_new(argv + 1, argc - 1, 0);
    work(&alone);
    failed |= alone.failed;
    for (int round = 0; !failed && round < N_ROUNDS; round++) {
        pthread_t threads[N_THREADS];
        Task tasks[N_THREADS];
        for (int i = 0; i < N_THREADS; i++) {
            tasks[i] = task_new(argv + 1, argc - 1, i);
            pthread_create(&threads[i], NULL, work, &tasks[i]);
        }
        for (int i = 0; i < N_THREADS; i++) {
            pthread_join(threads[i], NULL);
            failed |= tasks[i].failed || differs(&alone, &tasks[i]);
            task_clear(&tasks[i]);
        }
    }
    task_clear(&alone);
    puts(failed ? "failed" : "the same in every thread");
    return failed;
}
