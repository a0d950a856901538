#define _POSIX_C_SOURCE 200809L
#include "durable_id.c"
#include <stdlib.h>

struct data {
    uint8_t *bytes;
    size_t length;
};

/* The bytes of a field: an x, then hex digits. */
static struct data data(const char *field) {
    struct data read = {malloc(strlen(field)), strlen(field + 1) / 2};
    if (read.bytes == NULL) abort();
    for (size_t i = 0; i < read.length; i++) sscanf(field + 1 + 2 * i, "%2hhx", &read.bytes[i]);
    return read;
}

static void print(const uint8_t bytes[32]) {
    for (int i = 0; i < 32; i++) printf("%02x", bytes[i]);
    printf("\n");
}

static void answer(char *line) {
    char *question = strtok(line, "\t"), *field = strtok(NULL, "\t"), *second = strtok(NULL, "\t"),
         *third = strtok(NULL, "\t");
    uint8_t root[32], key[32], id[32];
    if (strcmp(question, "surrogate") == 0) {
        printf("-\n");
        return;
    }
    struct data unique_key = data(field), rest = second ? data(second) : data("x");
    root_key(unique_key.bytes, unique_key.length, root);
    if (strcmp(question, "root") == 0) {
        print(root);
    } else if (strcmp(question, "key") == 0) {
        key_of(root, atoi(second), key);
        print(key);
    } else if (strcmp(question, "name") == 0) {
        id_from_name(root, rest.bytes, rest.length, atoi(third), id);
        print(id);
    } else if (strcmp(question, "seal") == 0) {
        key_of(root, atoi(third), key);
        memcpy(id, rest.bytes, 16);
        seal(key, id, atoi(third));
        print(id);
    } else {
        int code = validate(root, (const char *)rest.bytes, rest.length, id);
        if (code >= 0) printf("%d\n", code);
        else printf(code == MALFORMED ? "malformed\n" : "foreign\n");
    }
    free(unique_key.bytes);
    free(rest.bytes);
}

int main(void) {
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        line[strcspn(line, "\n")] = 0;
        answer(line);
    }
    free(line);
}
