/* What stands around the article: section path, live and audio channels, share
 * links, the number of comments, other stories. */
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "parse/find_words.h"
#include "parse/page.h"

enum { MAX_LINKS = 40, MAX_LABEL = 80, MAX_PATH = 6, MAX_COMMENTS = 1000000 };

struct found {
    VEC(struct link) live, audio, share, related;
};

/* ---- Section path ---- */

static bool is_home(const struct page *p, const char *s)
{
    static const char *const homes[] = { "home", "homepage", "start", "startseite", "inicio", "início", "portada", "accueil", "strona główna", "hem", "hjem", "forside", "etusivu", "ana sayfa", "anasayfa", "главная", "Главная", "головна", "начало", "Αρχική", "ホーム", "トップ", "首页", "首頁", "홈", "الرئيسية", "you are here", "sie sind hier", "domů", "címlap", "acasă", "principal", "front page", "main" };
    for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++) {
        if (page_same_words(s, homes[i]) || strcmp(s, homes[i]) == 0)
            return true;
    }
    const char *site = p->meta.site ? p->meta.site : p->linked.site;
    return site && page_same_words(s, site);
}

static void keep_path(struct page *p, const char *const *items, size_t count)
{
    struct facts *f = &p->d->facts;
    const char **path = arena_array(p->arena, MAX_PATH, sizeof *path);
    size_t n = 0;
    for (size_t i = 0; i < count && n < MAX_PATH; i++) {
        bool title = page_same_words(items[i], p->title) || (i + 1 == count && strlen(items[i]) > 40 && page_has_words(p->title, items[i]));
        if (strlen(items[i]) > MAX_LABEL || title || is_home(p, items[i]) || (n && page_same_words(path[n - 1], items[i])) || !html_weight(items[i], strlen(items[i])))
            continue;
        path[n++] = items[i];
    }
    if (n) {
        f->section.items = path;
        f->section.count = n;
    }
}

/* The links of the breadcrumb shown; the words between, where it has none. */
static void shown_crumbs(struct page *p)
{
    const struct html *h = &p->h;
    for (uint32_t i = h->body; i < h->count && !p->d->facts.section.count; i++) {
        if (h->elements[i].role != ROLE_CRUMBS)
            continue;
        VEC(const char *) names = { 0 };
        for (uint32_t k = i; k < h->elements[i].end && names.len < PAGE_MAX_NAMES; k++) {
            const char *name = h->elements[k].tag == TAG_a ? page_line(p, k, 300) : NULL;
            if (name)
                *vec_push(&names) = name;
        }
        keep_path(p, names.items, names.len);
        vec_release(&names);
        i = h->elements[i].end - 1;
    }
}

static void find_section(struct page *p)
{
    shown_crumbs(p);
    if (!p->d->facts.section.count)
        keep_path(p, p->linked.crumbs.items, p->linked.crumbs.len);
    if (!p->d->facts.section.count)
        keep_path(p, p->linked.section.items, p->linked.section.len);
    if (!p->d->facts.section.count)
        keep_path(p, p->meta.section.items, p->meta.section.len);
}

/* ---- Links ---- */

/* How services are asked to pass an address on. */
static const char *const share_parts[] = {
#define SHARE(part, name) part,
#include "parse/shares.def"
#undef SHARE
};
static const char *const share_names[] = {
#define SHARE(part, name) name,
#include "parse/shares.def"
#undef SHARE
};

static const char *const live_words[] = {
    "live", "live tv", "live stream", "livestream", "watch live", "live now", "on air", "en vivo", "en directo", "señal en vivo", "ao vivo", "en direct", "direct", "diretta", "in diretta", "live-stream", "im livestream", "na żywo", "živě", "canlı", "canlı yayın", "live tv ansehen", "прямой эфир", "Прямой эфир", "эфир", "наживо", "на живо", "ζωντανά", "بث مباشر", "البث المباشر", "پخش زنده", "שידור חי", "ライブ", "直播", "생방송", "लाइव",
};
static const char *const audio_words[] = {
    "audio only", "audio", "listen", "listen live", "listen to this article", "listen now", "solo audio", "sólo audio", "escuchar", "escuchar audio", "ouvir", "écouter", "ascolta", "anhören", "artikel anhören", "vorlesen", "luister", "słuchaj", "posłuchaj", "lyssna", "lyt", "слушать", "Слушать", "استمع", "האזן",
};

static bool is_word(const char *s, const char *const *list, size_t count)
{
    char first = page_first_letter(s);
    for (size_t i = 0; i < count && first; i++) {
        if (page_first_letter(list[i]) == first && page_same_words(s, list[i]))
            return true;
    }
    return false;
}

static bool is_media_file(const char *url)
{
    static const char *const ends[] = { ".mp3", ".m4a", ".ogg", ".opus", ".aac" };
    size_t len = strcspn(url, "?#");
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(ends[i]);
        if (len > n && strncasecmp(url + len - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

static const char *label_of(struct page *p, uint32_t i, const char *otherwise)
{
    const char *line = page_line(p, i, 300);
    const struct node *n = p->h.elements[i].node;
    static const enum attribute names[] = { ATTRIBUTE_aria_label, ATTRIBUTE_title };
    for (size_t k = 0; k < 2 && (!line || !html_weight(line, strlen(line))); k++)
        line = builder_line(&p->b, html_attribute(n, names[k]));
    return line && html_weight(line, strlen(line)) ? line : otherwise;
}

#define ADD(list, address, label) \
    ((list).len < MAX_LINKS && !known((list).items, (list).len, (address)) ? (void)(*vec_push(&(list)) = (struct link){ (address), (label) }) : (void)0)

static bool known(const struct link *items, size_t len, const char *url)
{
    for (size_t i = 0; i < len; i++) {
        if (strcmp(items[i].url, url) == 0)
            return true;
    }
    return false;
}

/* The service's name, or NULL. */
static const char *share_service(const char *href)
{
    static struct find_words parts = FIND_WORDS(share_parts);
    size_t i = find_words(&parts, href);
    return i ? share_names[i - 1] : NULL;
}

/* Within the text, among other words. */
static bool in_text(const struct page *p, uint32_t i)
{
    const struct element *block = &p->h.elements[p->h.elements[i].block];
    if (block->own <= p->h.elements[i].text)
        return false;
    for (size_t k = 0; k < p->roots.len; k++) {
        if (html_inside(&p->h, i, p->roots.items[k]))
            return true;
    }
    return false;
}

static void look_at_link(struct page *p, uint32_t i, struct found *found)
{
    const struct element *e = &p->h.elements[i];
    const char *href = html_attribute(e->node, ATTRIBUTE_href);
    if (!href || !*href || *href == '#')
        return;
    const char *service = share_service(href), *url = service || e->text <= 40 ? builder_url(&p->b, href) : NULL;
    if (!url)
        return;
    if (service) {
        ADD(found->share, url, label_of(p, i, service));
        return;
    }
    if (in_text(p, i) && !e->skip && !is_media_file(url))
        return;
    const char *label = label_of(p, i, "");
    if (is_word(label, live_words, sizeof live_words / sizeof live_words[0]))
        ADD(found->live, url, label);
    else if (is_word(label, audio_words, sizeof audio_words / sizeof audio_words[0]) || is_media_file(url))
        ADD(found->audio, url, label);
}

static void look_at_audio(struct page *p, uint32_t i, struct found *found)
{
    const struct node *n = p->h.elements[i].node;
    const char *src = html_attribute(n, ATTRIBUTE_src);
    for (const struct node *c = n->children; c && !src; c = c->next)
        src = html_tag(c) == TAG_source ? html_attribute(c, ATTRIBUTE_src) : NULL;
    const char *url = src ? builder_url(&p->b, src) : NULL, *title = builder_line(&p->b, html_attribute(n, ATTRIBUTE_title));
    if (url)
        ADD(found->audio, url, title ? title : "");
}

/* ---- Related ---- */

static void related_of_blocks(struct page *p, struct found *found)
{
    for (size_t i = 0; i < p->b.blocks.len; i++) {
        const struct block *b = &p->b.blocks.items[i];
        if (b->type == BLOCK_RELATED && b->link != DOCUMENT_NONE)
            ADD(found->related, p->b.links.items[b->link].url, b->text.bytes);
    }
}

/* ---- Comments ---- */

static bool says_none(const char *line)
{
    static const char *const words[] = { "no comments", "0 comments", "post with no comments", "keine kommentare", "0 kommentare", "sin comentarios", "no hay comentarios", "0 comentarios", "aucun commentaire", "0 commentaire", "nessun commento", "0 commenti", "sem comentários", "nenhum comentário", "geen reacties", "0 reacties", "brak komentarzy", "0 komentarzy", "inga kommentarer", "ingen kommentarer", "žádné komentáře", "нет комментариев", "комментариев нет", "нема коментарів", "コメントはありません", "no comments yet", "be the first to comment" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (page_same_words(line, words[i]) || (strlen(line) < 80 && page_has_words(line, words[i])))
            return true;
    }
    return false;
}

/* A word for comments, in any language that the two below know. */
static bool mentions_comments(const char *line)
{
    static const char *const words[] = { "comment", "komment", "koment", "coment", "reacti", "réaction", "respuesta", "response", "repl", "antwort", "комментар", "коментар", "Комментар", "コメント", "评论", "評論", "تعليق" };
    static struct find_words any = FIND_WORDS(words);
    return find_words(&any, line) != 0;
}

/* "12 comments", "Kommentare (12)", "Comments: 12": a number beside the word, nothing else. */
static bool counts(const char *line, int64_t *count)
{
    size_t digits = strcspn(line, "0123456789");
    if (!line[digits] || strlen(line) > 40)
        return false;
    int64_t n = 0;
    const char *s = line + digits;
    for (; (*s >= '0' && *s <= '9') || ((*s == ',' || *s == '.') && s[1] >= '0' && s[1] <= '9'); s++)
        n = *s >= '0' && *s <= '9' && n < MAX_COMMENTS ? n * 10 + *s - '0' : n;
    *count = n;
    return n < MAX_COMMENTS && !strpbrk(s, "0123456789");
}

static void find_comments(struct page *p)
{
    const struct html *h = &p->h;
    struct facts *f = &p->d->facts;
    int64_t n = -1;
    f->comment_count = p->linked.comment_count >= 0 ? p->linked.comment_count : -1;
    for (uint32_t i = h->body; i < h->count; i++) {
        const struct element *e = &h->elements[i];
        bool label = e->text && e->text < 60 && e->end < i + 12 && (n < 0 || !f->comments_url);
        if (!label || (e->role != ROLE_COMMENTS && !(e->tag == TAG_a || e->tag == TAG_p || (e->tag >= TAG_h2 && e->tag <= TAG_h4) || e->tag == TAG_span)))
            continue;
        const char *line = page_line(p, i, 200);
        if (!line || in_text(p, i))
            continue;
        bool mentioned = n < 0 && mentions_comments(line);
        if (mentioned && says_none(line))
            n = 0;
        else if (mentioned)
            counts(line, &n);
        const char *href = e->tag == TAG_a ? html_attribute(e->node, ATTRIBUTE_href) : NULL;
        if (href && !f->comments_url && (str_find_nocase(href, strlen(href), "#comment") || str_find_nocase(href, strlen(href), "#respond") || str_find_nocase(href, strlen(href), "#disqus")))
            f->comments_url = builder_url(&p->b, href);
    }
    if (f->comment_count < 0)
        f->comment_count = n;
}

#define TAKE(list, from)                                                                        \
    (f->list.items = arena_array(p->arena, (from).len, sizeof *f->list.items), f->list.count = (from).len, \
     (from).len ? (void)memcpy(f->list.items, (from).items, (from).len * sizeof *f->list.items) : (void)0, vec_release(&(from)))

void page_extras(struct page *p)
{
    struct found found = { 0 };
    struct facts *f = &p->d->facts;
    find_section(p);
    for (uint32_t i = p->h.body; i < p->h.count; i++) {
        if (p->h.elements[i].tag == TAG_a)
            look_at_link(p, i, &found);
        else if (p->h.elements[i].tag == TAG_audio)
            look_at_audio(p, i, &found);
    }
    related_of_blocks(p, &found);
    find_comments(p);
    TAKE(live, found.live);
    TAKE(audio, found.audio);
    TAKE(share, found.share);
    TAKE(related, found.related);
}
