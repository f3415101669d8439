/* Pictures of pages with captions and credits, as publishers mark them up. */
#include <stdlib.h>

#include "base/str.h"
#include "model/document_json.h"
#include "parse/parse.h"
#include "tests/tap.h"

#define PROSE "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was. "
#define MORE "Nobody counted them then, but the old men say that there were forty, and that all of them came back. "
#define ARTICLE(figure) "<article><h1>Boats</h1><p>" PROSE "</p>" figure "<p>" MORE "</p></article>"
#define TOLD "Forty boats at sea in the bay"

static struct document d;

static void read_page(const char *html)
{
    document_release(&d);
    page_to_document(&(struct page_request){ .url = "https://example.org/news/boats/", .content_type = "text/html; charset=utf-8" }, html, strlen(html), &d);
}

/* The first picture that is told about; NULL where there is none. */
static const struct picture *told(void)
{
    for (size_t i = 0; i < d.pictures.count; i++) {
        if (d.pictures.items[i].caption || d.pictures.items[i].credit)
            return &d.pictures.items[i];
    }
    return NULL;
}

static void is_caption(const char *html, const char *caption, const char *credit, const char *name)
{
    read_page(html);
    const struct picture *p = told();
    is_str(p ? p->caption : NULL, caption, name);
    is_str(p ? p->credit : NULL, credit, "and its credit");
}

static void test_places(void)
{
    is_caption(ARTICLE("<div><picture><source srcset=/b.webp><source srcset=/c.webp><img src=/a.jpg alt='" TOLD "'></picture><p>" TOLD " <span>SEA/Ana Paz</span></p></div>"), TOLD, "SEA/Ana Paz",
               "what says again what the alternative text says is a caption, whatever it is called");
    is_caption(ARTICLE("<div class='picture picture--teaser'><img src=/a.jpg alt='" TOLD "'><p>" TOLD " <span>SEA/Ana Paz</span></p></div>"), TOLD, "SEA/Ana Paz",
               "what leads nowhere is no teaser");
    is_caption(ARTICLE("<div class=teaser><a href=/2><img src=/a.jpg alt='" TOLD "'></a><p>" TOLD "</p></div>"), NULL, NULL, "a teaser's headline is no caption");
    is_caption(ARTICLE("<div class=teaser-image><figure><img src=/a.jpg><figcaption>" TOLD " (SEA/Ana Paz)</figcaption></figure></div>"), TOLD, "SEA/Ana Paz", "a picture that serves as a teaser elsewhere is the article's");
    is_caption(ARTICLE("<div class=ads-after><img src=/a.jpg><p class=img-description>" TOLD ". | <strong>Ana Paz/dpa</strong></p></div>"), TOLD ".", "Ana Paz/dpa", "a picture with a caption is no advertisement");
    is_caption("<article><div class=box><figure><img src=/a.jpg><figcaption>" TOLD "</figcaption></figure></div><div class=article-body><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p></div></article>", TOLD, NULL,
               "a picture over a text that holds its headline");
    read_page(ARTICLE("<figure><img src=/a.jpg><figcaption>" TOLD "</figcaption></figure><p>" PROSE "</p><figure><img src=/a.jpg><figcaption>" TOLD "</figcaption></figure>"));
    is_int((int64_t)d.pictures.count, 1, "the same picture twice is one");
    read_page(ARTICLE("<figure><img src=/a.jpg><figcaption>" TOLD "</figcaption></figure><p>" PROSE "</p><figure><img src=/a.jpg><figcaption>They came back in the evening</figcaption></figure>"));
    is_int((int64_t)d.pictures.count, 2, "but two captions are two entries");
    is_str(d.pictures.count > 1 ? d.pictures.items[1].caption : NULL, "They came back in the evening", "the second as it is");
}

/* Twice told: a film's still and, later, the picture itself. */
static void test_twice(void)
{
    read_page(ARTICLE("<figure><img src=/a.jpg><figcaption>" TOLD "</figcaption></figure><p>" PROSE "</p><figure><img src=/a.jpg><figcaption>They came back in the evening. © Ana Paz</figcaption></figure>"));
    is_str(d.pictures.count ? d.pictures.items[0].credit : "", NULL, "the credit of the second caption is not the first one's");
    is_str(d.pictures.count > 1 ? d.pictures.items[1].credit : NULL, "Ana Paz", "but its own");
}

static void test_elements(void)
{
    is_caption(ARTICLE("<div class=image-container><img src=/a.jpg><div class=image-container-text><span class=image-caption>" TOLD " on a quiet morning in May</span><span class=image-source>Ana Paz</span></div></div>"), TOLD " on a quiet morning in May", "Ana Paz",
               "a long caption and a credit in one line are told apart by their names");
    is_caption(ARTICLE("<figure><img src=/a.jpg><span class=text>" TOLD " <span class=caption>(Image: Ana Paz)</span></span></figure>"), TOLD, "Ana Paz", "what is called a caption may be no more than the credit");
    is_caption(ARTICLE("<figure><div aria-hidden=true><img src=/a.jpg></div><figcaption>© Ana Paz</figcaption></figure>"), NULL, "Ana Paz", "a picture that is not read out is seen");
    is_caption(ARTICLE("<div class=photo><img src=/a.jpg alt='Ana Paz'><p class=lead-in>Ana Paz</p><p class=image-author>Photo: SEA/Bo Rea</p></div>"), "Ana Paz", "SEA/Bo Rea", "the alternative text again beside a credit is the caption, however short");
    is_caption(ARTICLE("<p><img src=/a.jpg alt='" TOLD "' title='" TOLD " | AP'></p>"), NULL, "AP", "a credit in the title of a picture");
    is_caption(ARTICLE("<p><img src=/a.jpg alt='" TOLD "' title='The harbour | Lima'></p>"), NULL, NULL, "but no other title");
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption>" TOLD "</figcaption></figure><div><div class=image-description>" TOLD "</div><div class=image-copyright>Ana Paz</div></div>"), TOLD, "Ana Paz", "a credit right behind the figure");
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption>" TOLD "</figcaption></figure><p>" PROSE "</p><div class=copyright>The Mail</div>"), TOLD, NULL, "but none behind the text");
}

static void test_credits(void)
{
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption><span>The Associated Press</span><br>" TOLD ".</figcaption></figure>"), TOLD ".", "The Associated Press", "an agency's name in a line of its own over the caption");
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption><span>The second day</span><br>" TOLD ".</figcaption></figure>"), "The second day " TOLD ".", NULL, "but no other words there");
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption><p>" TOLD ".</p><small>12.05.2020 | 2:43 min</small></figcaption></figure>"), TOLD ".", NULL, "how long a film is says nothing of who made it");
    is_caption(ARTICLE("<figure><img src=/a.jpg alt='Boats (Photo: Ana Paz)'><figcaption>" TOLD ".</figcaption></figure>"), TOLD ".", "Ana Paz", "a credit that only the alternative text tells");
    is_caption(ARTICLE("<figure><img src=/a.jpg data-caption='" TOLD "' data-credit='Photo: Ana Paz'></figure>"), TOLD, "Ana Paz", "what a gallery's script would show");
    is_caption(ARTICLE("<figure><img src=/a.jpg data-caption='Boats' data-credit='Photo: Ana Paz'><figcaption>" TOLD " (SEA/Bo Rea)</figcaption></figure>"), TOLD, "SEA/Bo Rea", "what is shown counts before it");
}

#define IMAGE(more) "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"The Mail\"},\"image\":{\"@type\":\"ImageObject\",\"url\":\"/a.jpg\"," more "}}</script>"
#define SHOWN ARTICLE("<figure><img src=/a.jpg><figcaption>" TOLD "</figcaption></figure>")

static void test_stated(void)
{
    is_caption(IMAGE("\"creditText\":\"Ana Paz\"") SHOWN, TOLD, "Ana Paz", "a credit that JSON-LD states beside a caption that is shown");
    is_caption(IMAGE("\"copyrightHolder\":{\"@type\":\"Person\",\"name\":\"Ana Paz\"}") SHOWN, TOLD, "Ana Paz", "whose the picture is, likewise");
    is_caption(IMAGE("\"copyrightNotice\":\"© Ana Paz\"") SHOWN, TOLD, "Ana Paz", "a copyright notice, likewise");
    is_caption(IMAGE("\"creditText\":\"The Mail\"") SHOWN, TOLD, NULL, "the page's own name is none");
}

static void test_void(void)
{
    struct str out = STR_INIT;
    read_page("<article><h1>Boats</h1><p>" PROSE "</p><p>One<wbr>two.</p><div><embed src=a.swf><p>" MORE "</p></div></article>");
    document_plain(&d, false, &out);
    ok(strstr(out.data, "Onetwo.") && strstr(out.data, "Nobody counted them"), "what follows an element that has no end does not stand in it");
    str_release(&out);
}

int main(void)
{
    test_places();
    test_twice();
    test_elements();
    test_credits();
    test_stated();
    test_void();
    document_release(&d);
    return tap_done();
}
