#include "item_trip.h"

#include "base/mem.h"

void message_trip(enum message_kind kind, const void *value)
{
    struct arena arena = { 0 };
    struct message got;
    struct str out = STR_INIT;
    if (message_put(kind, value, &out))
        must(message_get(kind, out.data, out.len, &arena, &got, NULL) == 0);
    str_release(&out);
    arena_release(&arena);
}

static void send(const struct item *item, const struct str *packed)
{
    struct arena arena = { 0 };
    struct message_item m = { .item = packed->data, .item_len = packed->len };
    item_to_article(item, &arena, &m.article);
    message_trip(MESSAGE_ITEM, &m);
    arena_release(&arena);
}

static void make(const struct str *packed)
{
    struct arena arena = { 0 };
    struct item item;
    struct document d, copy;
    struct str out = STR_INIT;
    must(item_unpack(packed->data, packed->len, &arena, &item, NULL) == 0);
    document_init(&d);
    item_to_document(&item, &d);
    document_pack(&d, &out);
    must(document_unpack(out.data, out.len, &copy, NULL) == 0);
    document_release(&copy);
    document_release(&d);
    str_release(&out);
    arena_release(&arena);
}

void item_trip(const struct item *item)
{
    struct str packed = STR_INIT;
    item_pack(item, &packed);
    send(item, &packed);
    make(&packed);
    str_release(&packed);
}
