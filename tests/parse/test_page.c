/* Pages into articles: small pages of every kind that publishers make. */
#include <stdlib.h>

#include "base/str.h"
#include "model/document_json.h"
#include "parse/parse.h"
#include "tests/tap.h"

#define PROSE "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was. "
#define MORE "Nobody counted them then, but the old men say that there were forty, and that all of them came back. "

static struct document d;

static void read_page(const char *html)
{
    document_release(&d);
    page_to_document(&(struct page_request){ .url = "https://example.org/news/boats/", .content_type = "text/html; charset=utf-8" }, html, strlen(html), &d);
}

static void is_text(const char *html, const char *want, const char *name)
{
    struct str out = STR_INIT;
    read_page(html);
    document_plain(&d, false, &out);
    is_str(out.data, want, name);
    str_release(&out);
}

static const struct block *first(enum block_type type)
{
    for (size_t i = 0; i < d.blocks.count; i++) {
        if (d.blocks.items[i].type == type)
            return &d.blocks.items[i];
    }
    return NULL;
}

static void test_root(void)
{
    is_text("<body><nav><a href=/a>News</a></nav><div class=x><h1>Boats go out again</h1><div class='article-body'><p>" PROSE "</p><p>" MORE
            "</p></div></div><div class=sidebar><p>" MORE "</p></div><footer>All rights reserved</footer>",
            "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was.\n\n"
            "Nobody counted them then, but the old men say that there were forty, and that all of them came back.",
            "the text by the name of its element, without menu, sidebar and footer");
    is_text("<body><table><tr><td><a href=/1>One</a><a href=/2>Two</a></td><td><h1>Boats</h1>" PROSE "<br><br>" MORE "</td></tr></table>",
            "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was.\n\n"
            "Nobody counted them then, but the old men say that there were forty, and that all of them came back.",
            "the text by density, in a table for layout, its paragraphs parted by two line breaks");
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><div class='share-bar'><p>Share this with all of your friends, please.</p></div><p>" MORE
            "</p><div id=comments><p>What a fine story, I read it twice.</p></div></article>",
            "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was.\n\n"
            "Nobody counted them then, but the old men say that there were forty, and that all of them came back.",
            "share bars and comments go");
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><p>Advertisement</p><p>" MORE "</p><p>Tags: sea, boats</p></article>",
            "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was.\n\n"
            "Nobody counted them then, but the old men say that there were forty, and that all of them came back.",
            "lines that are not of the text go");
    is_text("", "", "nothing gives nothing");
    is_text("<body><p></p>", "", "and an empty paragraph neither");
    is_text("<body><p>Enable scripts.</p>", "Enable scripts.", "a short page is all that there is");
}

static void test_facts(void)
{
    read_page("<html lang=en-GB><head><title>Boats go out again | The Bay Courier</title><meta property='og:site_name' content='The Bay Courier'>"
              "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Organization\",\"name\":\"Bay\"},{\"@type\":[\"NewsArticle\"],\"headline\":\"Boats go out again\","
              "\"datePublished\":\"2021-03-04T05:06:07+02:00\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ana Paz\"},{\"name\":\"By B. Rea\"}],\"commentCount\":12,"
              "\"articleSection\":\"Harbour\"}]}</script></head><body><div class=breadcrumb><a href=/>Home</a> &gt; <a href=/n>News</a> &gt; <a href=/n/b>Bay</a></div>"
              "<article><h1>Boats go out again</h1><p class=standfirst>They had stayed in for a year; now they are back at sea.</p><p>" PROSE "</p><p>" MORE "</p></article>");
    is_str(d.facts.title, "Boats go out again", "the headline");
    is_str(d.facts.site, "The Bay Courier", "the site");
    is_int((int64_t)d.facts.authors.count, 2, "two authors");
    is_str(d.facts.authors.count == 2 ? d.facts.authors.items[1] : "", "B. Rea", "a name without its By");
    is_int(d.facts.published.zone, 120, "the time's zone");
    is_int(d.facts.comment_count, 12, "the number of comments");
    is_str(d.facts.section.count == 2 ? d.facts.section.items[1] : "", "Bay", "the breadcrumb shown, without Home, before what JSON-LD says");
    is_str(d.facts.lede, "They had stayed in for a year; now they are back at sea.", "the lede shown");
    ok(first(BLOCK_LEDE) != NULL, "and it is a block of its own");
    is_str(d.facts.language, "en-GB", "the language stated");
    read_page("<body><h1>Barche</h1><div class=byline>di Ana Paz e B. Rea</div><span class=date>3 dicembre 2020</span><div class=entry-content><p>" PROSE "</p><p>" MORE "</p></div>");
    is_int((int64_t)d.facts.authors.count, 2, "a byline shown, in Italian");
    is_int(d.facts.published.at, INT64_C(18599) * 86400, "a date shown, in Italian");
}

static void test_parts(void)
{
    read_page("<article><h1>Boats</h1><div class=pic><img src=a.jpg alt=Boats><p class=caption>Boats at dawn. Photo: Ana Paz</p></div><p>" PROSE
              "</p><div class=related-story><h4>Related</h4><a href=/other>Why the boats had stayed in</a></div><p>" MORE "</p><p>Read also: <a href=/b>A year on land, told by those who lived it</a></p></article>");
    is_int((int64_t)d.pictures.count, 1, "one picture");
    is_str(d.pictures.count ? d.pictures.items[0].caption : NULL, "Boats at dawn.", "its caption, although no figcaption");
    is_str(d.pictures.count ? d.pictures.items[0].credit : NULL, "Ana Paz", "its credit");
    is_int((int64_t)d.facts.related.count, 2, "a box and a line that name other stories");
    is_str(d.facts.related.count == 2 ? d.facts.related.items[1].text : NULL, "A year on land, told by those who lived it", "without the words that lead to it");
    read_page("<body><ul><li><a href=/live>En vivo</a><li><a href=/a.html>Solo audio</a></ul><a href='https://t.me/share/url?url=x'>Telegram</a><h1>Barcos</h1><p>" PROSE "</p><p>" MORE "</p><h3>Sin comentarios</h3>");
    is_str(d.facts.live.count ? d.facts.live.items[0].url : NULL, "https://example.org/live", "a live channel");
    is_str(d.facts.audio.count ? d.facts.audio.items[0].text : NULL, "Solo audio", "its audio");
    is_str(d.facts.share.count ? d.facts.share.items[0].text : NULL, "Telegram", "a share link");
    is_int(d.facts.comment_count, 0, "no comments, as the page says");
}

/* What a page becomes can be sent and stored, line breaks where they may not be included. */
static void test_packed(void)
{
    struct document back;
    struct str out = STR_INIT;
    read_page("<article><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p><p>Read also</p><ul><li><a href=/1>Why the boats had<br>stayed in for a year</a></ul></article>");
    document_pack(&d, &out);
    ok(document_unpack(out.data, out.len, &back, NULL) == 0, "a page's document can be sent");
    document_release(&back);
    str_release(&out);
}

static void test_comments(void)
{
    read_page("<article><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p></article><div class=comments><h3>Comments</h3><span class=count>0</span>"
              "<div class=comment><p>There are no comments on this article.</p></div></div>");
    is_int(d.facts.comment_count, 0, "a page on which nobody has written");
    is_int((int64_t)d.facts.comments.count, 0, "what it says of that is no comment");
    read_page("<article><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p></article><div id=comments><h3>2 comments</h3><ol class=comment-list>"
              "<li class=comment><div class=comment-author>Ana Paz</div><time datetime=2020-05-12T10:00:00Z>12 May</time><div class=comment-content><p>I was there, and counted only thirty.</p></div></li>"
              "<li class=comment><cite>B. Rea</cite> says:<div class=comment-content><p>Thirty-one, with mine.</p></div></li></ol><form class=comment-form><p>Leave a reply, if you please.</p></form></div>");
    const struct facts *f = &d.facts;
    is_int((int64_t)f->comments.count, 2, "two comments, and not the form");
    is_str(f->comments.count == 2 ? f->comments.items[0].text : NULL, "I was there, and counted only thirty.", "what the first says");
    is_str(f->comments.count == 2 ? f->comments.items[0].author : NULL, "Ana Paz", "who says it");
    is_int(f->comments.count == 2 ? f->comments.items[0].time.at : 0, INT64_C(1589277600), "and when");
    is_str(f->comments.count == 2 ? f->comments.items[1].author : NULL, "B. Rea", "and the second");
    is_int(f->comment_count, 2, "the number that the page shows");
}

/* Replies within a comment, whose and when it is within its own element, a form that is no <form>. */
static void test_talk(void)
{
    read_page("<article><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p></article><div id=comments><ol><li class='comment depth-1'><div class=comment-body><div class=comment-author><cite class=fn>Ana Paz</cite> <span>says:</span></div>"
              "<div class='comment-meta'>12 May 2020 at 10:00</div><p>I was there, and counted only thirty.</p><p>Not one more.</p><div class=reply><a href=#>Reply to Ana</a></div></div>"
              "<ul class=children><li class='comment depth-2'><div class=comment-body><div class=comment-author>Bo Rea says</div><p>Thirty-one, with mine.</p></div></li></ul></li></ol>"
              "<div id=respond><p class=comment-notes>Your address will not be shown to anybody.</p></div></div>");
    const struct facts *f = &d.facts;
    is_int((int64_t)f->comments.count, 2, "a comment, the reply to it, and no form");
    is_str(f->comments.count == 2 ? f->comments.items[0].text : NULL, "I was there, and counted only thirty. Not one more.", "what it says, without name, time, button and reply");
    is_str(f->comments.count == 2 ? f->comments.items[0].author : NULL, "Ana Paz", "whose it is");
    is_int(f->comments.count == 2 ? f->comments.items[0].time.at : 0, INT64_C(1589277600), "and when");
    is_str(f->comments.count == 2 ? f->comments.items[1].text : NULL, "Thirty-one, with mine.", "what the reply says");
    is_str(f->comments.count == 2 ? f->comments.items[1].author : NULL, "Bo Rea", "and who, without \"says\"");
    read_page("<article><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p></article><div class=comments><div class=comment-text><div class=comment-body><span class=comment-copy>Unless there were more boats.</span> <a class=comment-user href=/u/2>Bo Rea</a></div></div></div>");
    is_str(f->comments.count == 1 ? f->comments.items[0].text : NULL, "Unless there were more boats.", "a comment that is a few words in a line");
}

static void test_kinds(void)
{
    read_page("<article><h1>Boats</h1><p>" PROSE "</p><blockquote><p>Nobody counted them then</p></blockquote><p>" MORE "</p><p>Read also</p><ul><li><a href=/1>Why the boats had stayed in for a year</a>"
              "<li><a href=/2>Who will pay for the new harbour wall</a></ul></article><article class=teaser><h2>Another</h2><p>" PROSE MORE PROSE MORE "</p></article>");
    ok(first(BLOCK_QUOTE) == NULL, "a quote that a paragraph repeats was pulled out, and goes");
    is_int((int64_t)d.facts.related.count, 2, "a list of links behind a label names other stories");
    is_int((int64_t)d.blocks.items[0].text.len, (int64_t)strlen(PROSE) - 1, "the article is the one with the headline, though another's text is longer");
    read_page("<body><h1>Boats</h1><div>By <a href=/author/ana-paz>Ana Paz</a></div><div class=entry-content><p>12 May 2020</p><p>" PROSE "</p><p>" MORE "</p><p>Ana Paz</p></div>");
    is_str(d.facts.authors.count ? d.facts.authors.items[0] : NULL, "Ana Paz", "an author by the address that a name leads to");
    is_int((int64_t)d.blocks.count, 2, "a date over the text and a name under it go");
    read_page("<html><head><meta name=description content='They had stayed in for a year, and now they go out.'></head><body><article><h1>Boats</h1>"
              "<p class=first>They had stayed in for a year, and now they go out.</p><p>" PROSE "</p><p>" MORE "</p></article>");
    ok(d.blocks.count && d.blocks.items[0].type == BLOCK_LEDE, "the first paragraph is the lede where the page describes itself so and sets it apart");
}

#define BOTH "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was.\n\n" \
             "Nobody counted them then, but the old men say that there were forty, and that all of them came back."

/* What stands in the text's element and is not of it. */
static void test_boxes(void)
{
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><section aria-label='Newsletter sign-up'><h3>The sea at breakfast</h3><p>Every Sunday, all that came in, honest and close.</p></section><p>" MORE "</p></article>",
            BOTH, "a box goes by what it is called to those who cannot see it");
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><div><div><h3>Sunday at sea</h3><p>Honest, close, and free of charge.</p><div><input type=email><button>Yes</button></div></div></div><p>" MORE "</p></article>",
            BOTH, "what is around a field for an address asks for it, whatever it is called");
    is_text("<article><h1>Boats</h1><div class='elementor-widget elementor-widget-text-editor'><div class=elementor-widget-container><p>" PROSE "</p></div></div>"
            "<div class='elementor-widget elementor-widget-text-editor'><div class=elementor-widget-container><p>" MORE "</p></div></div></article>",
            BOTH, "some words say nothing where one of them alone would");
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><ul><li><b>Wind:</b> <a href=/1>Why the boats had stayed in for a year</a><li><b>Money:</b> <a href=/2>Who will pay for the wall</a></ul><p>" MORE "</p></article>",
            BOTH, "a list of links with a word before each names other stories");
    is_int((int64_t)d.facts.related.count, 2, "and they are kept as such");
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><p>DON'T MISS<br><a href=/1>Why the boats had stayed in for a year</a></p><p>" MORE "</p></article>", BOTH, "so does a line behind a label");
    is_text("<article><h1>Boats</h1><p>The <a href=/h>harbour<span class=x> (opens in a new window)</span></a> was built in 1890, and for a century the boats went out from it every morning, whatever the weather was. </p><p>" MORE "</p></article>",
            BOTH, "what says to the blind how a link opens is no text");
}

static void is_author(const char *html, size_t count, const char *last, const char *name)
{
    read_page(html);
    is_int((int64_t)d.facts.authors.count, (int64_t)count, name);
    is_str(d.facts.authors.count ? d.facts.authors.items[d.facts.authors.count - 1] : NULL, last, "and the last");
}

static void test_authors(void)
{
#define BYLINE(byline) "<article><h1>Boats</h1>" byline "<p>" PROSE "</p><p>" MORE "</p></article>"
    is_author(BYLINE("<div class=byline><span>Ana Paz</span><span>Bo Rea</span><span>Cy Lund</span></div>"), 3, "Cy Lund", "elements side by side are a name each");
    is_author(BYLINE("<p class=byline>Von Ana Paz Mo, 27. Dezember 2019</p>"), 1, "Ana Paz", "a day of the week before a date is none");
    is_author(BYLINE("<p class=byline>By Hung Do</p>"), 1, "Hung Do", "but a name may end like one");
    is_author(BYLINE("<div class=byline><a href=/ana>Ana Paz</a><a href=/t>Twitter</a></div>"), 1, "Ana Paz", "a service written behind the name is none");
    is_author(BYLINE("<a rel=author href=/ana>Ana Paz</a>") "<div><p>1</p><p>2</p><p>3</p><p>4</p><p>5</p><p>6</p><p>7</p><p>8</p><p>9</p><p>10</p><p>11</p><p>12</p><p>13</p><p>14</p>"
              "<p>15</p><p>16</p><p>17</p><p>18</p><p>19</p><p>20</p><p>21</p><p>22</p><p>23</p><p>24</p><p>25</p><p>26</p><p>27</p><p>28</p><p>29</p><p>30</p><p>31</p><p>32</p><p>33</p>"
              "<p>34</p><p>35</p><p>36</p><p>37</p><p>38</p><p>39</p><p>40</p></div><a rel=author href=/bo>Bo Rea</a>", 1, "Ana Paz", "an author named far from the first wrote something else");
    is_author("<head><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\",\"name\":\"Sea News\"}}</script></head>" BYLINE("<p class=byline>By Ana Paz</p>"), 1, "Ana Paz",
              "who is shown is believed before an organisation that is stated");
    is_author("<head><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\",\"name\":\"Sea News\"}}</script></head>" BYLINE(""), 1, "Sea News", "which is the author where nobody is");
}

static void test_edges(void)
{
    is_text("<article><h1>Boats</h1><p><b>They had stayed in for a year, and now the boats go out once more.</b></p><p>" PROSE "</p><p>" MORE "</p></article>", BOTH, "a first paragraph in bold is not of the text");
    is_str(d.facts.lede, "They had stayed in for a year, and now the boats go out once more.", "it is the lede");
    is_text("<article><h1>Boats</h1><h2>They had stayed in for a year, and now, after all that was said, the boats go out once more.</h2><p>" PROSE "</p><p>" MORE "</p></article>", BOTH, "nor is a heading before it that is a sentence or two");
    is_text("<article><h1>Boats</h1><p><b>They had stayed in for a year, and now the boats go out once more.</b></p><p><b>" PROSE "</b></p></article>",
            "They had stayed in for a year, and now the boats go out once more.\n\nThe harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was.",
            "but not where all is bold");
    is_text("<article><h1>Boats</h1><ul><li>They had stayed in for a year, and more.<li>Now the boats go out again, forty of them.</ul><p>" PROSE "</p><p>" MORE "</p></article>", BOTH, "a first list of sentences is the article in short");
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><p class=crosshead>Forty</p><p>" MORE "</p></article>",
            "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was.\n\nForty\n\n"
            "Nobody counted them then, but the old men say that there were forty, and that all of them came back.", "a line that is called a heading");
    ok(first(BLOCK_HEADING) != NULL, "is one");
    is_text("<body><main><article><h1>Boats</h1><p>Forty of them.</p><p>" PROSE "</p><p>" MORE "</p></article></main><title>Something else</title>",
            "Boats\n\nForty of them.\n\n" BOTH, "a text without a headline loses nothing to a lede");
    is_text("<article><h1>Boats</h1><div class=date>12 May 2020</div><p class=lead-text>They had stayed in for a year.</p><p>" PROSE "</p><p>" MORE "</p></article>", BOTH, "a lede may stand behind a date");
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><p>21 mins ago 11:48</p><p>" MORE "</p></article>", BOTH, "a clock says nothing");
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p><p>with Reuters</p></article>", BOTH, "an agency's name behind the text goes");
    is_text("<head><meta name=author content='Ana Paz'></head><article><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p><p><em>Ana Paz reports on the sea, and on those who live by it.</em></p></article>", BOTH, "so does a note on the author");
}

static void test_walls(void)
{
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p><p>Subscribe to continue reading this and all other stories, from one a week.</p></article>", BOTH, "a wall is no text");
    ok(d.facts.paywalled, "and what stands before it is a beginning");
    is_text("<article><h1>Boats</h1><p>" PROSE "</p><p>" MORE "</p></article>", BOTH, "a text without a wall");
    ok(!d.facts.paywalled, "is whole");
}

static void is_caption(const char *html, const char *caption, const char *credit, const char *name)
{
    read_page(html);
    const struct picture *p = d.pictures.count ? &d.pictures.items[0] : NULL;
    is_str(p ? p->caption : NULL, caption, name);
    is_str(p ? p->credit : NULL, credit, "and its credit");
}

static void test_captions(void)
{
#define ARTICLE(figure) "<article><h1>Boats</h1><p>" PROSE "</p>" figure "<p>" MORE "</p></article>"
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption><span class=caption>Forty boats</span><span class=distributor>Ana Paz</span></figcaption></figure>"), "Forty boats", "Ana Paz",
               "what is beside the caption in its box is the credit");
    is_caption(ARTICLE("<figure><img src=/a.jpg><span class=image-source><figcaption class=caption>Forty boats <span itemprop=creditText>Ana Paz</span></figcaption></span></figure>"), "Forty boats", "Ana Paz",
               "a box for both may be called a credit");
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption aria-hidden=true>Forty boats <span class=credit aria-hidden=true>Ana Paz</span></figcaption></figure>"), "Forty boats", "Ana Paz",
               "a caption that is not read out twice is seen");
    is_caption(ARTICLE("<figure class=widget-picture><img src=/a.jpg><figcaption>Forty boats (Photo: Ana Paz)</figcaption></figure>"), "Forty boats", "Ana Paz", "no figure is a menu");
    is_caption("<article><div class=top><figure><img src=/a.jpg><figcaption>Forty boats</figcaption></figure></div><div class=rest><header><h1>Boats</h1></header><div class=entry-content><p>" PROSE "</p><p>" MORE "</p></div></div></article>",
               "Forty boats", NULL, "a picture over the headline");
    is_caption("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"image\":{\"@type\":\"ImageObject\",\"url\":\"/a.jpg\",\"caption\":\"Forty boats. Photo: Ana Paz\"}}</script>" ARTICLE("<p><img src=/a.jpg width=800></p>"),
               "Forty boats.", "Ana Paz", "a caption that only JSON-LD states");
    is_caption("<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Article\"},{\"@type\":\"ImageObject\",\"url\":\"/b.jpg\",\"caption\":\"Forty boats in the bay\"}]}</script>" ARTICLE("<p><img src=/a.jpg width=800></p><p>Forty boats in the bay</p>"),
               "Forty boats in the bay", NULL, "a paragraph that JSON-LD calls a caption");
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption><div class=copyright>Photo: Sea/Ana Paz</div><div class=description>Forty boats</div></figcaption></figure>"), "Forty boats", "Sea/Ana Paz",
               "where the credit is named, a short line at the end is the caption");
    is_caption(ARTICLE("<figure><img src=/a.jpg><noscript><img src=/a.jpg?2></noscript><span class=caption>Forty boats</span><span class=image-source>Ana Paz</span></figure>"), "Forty boats", "Ana Paz", "two elements, one entry");
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption>Forty boats in the bay (Symbolfoto)</figcaption></figure>"), "Forty boats in the bay (Symbolfoto)", NULL, "what kind of picture it is says nothing of who made it");
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption>Imagen de un barco en la bahía</figcaption></figure>"), "Imagen de un barco en la bahía", NULL, "\"picture of\" is no \"picture by\"");
    is_caption(ARTICLE("<figure><img src=/a.jpg><figcaption><cite>Ana Paz</cite></figcaption></figure>"), NULL, "Ana Paz", "who alone is cited made it");
    is_text(ARTICLE("<div><img src=/b.jpg><p><a href=/2>Why the boats had stayed in for a year</a></p><p><span class=text-small>By <span>Bo Rea</span></span></p></div>"), BOTH, "a picture and a headline that leads elsewhere are a teaser");
    read_page(ARTICLE("<figure><a rel=author href=/ana><img src=/a.jpg></a><figcaption>By Ana Paz, <time>12 May 2020</time></figcaption></figure>"));
    is_int((int64_t)d.pictures.count, 0, "the author's portrait is no picture of the article");
}

static void test_json(void)
{
    struct str out = STR_INIT;
    read_page("<article><h1>T</h1><p>A <a href=b>link</a>, <b>strong</b>.</p><ul><li>one<ul><li>deep</ul><li>two</ul></article>");
    document_write_json(&d, "https://example.org/", &out);
    ok(strstr(out.data, "\"spans\":[{\"start\":2,\"end\":6,\"kind\":\"link\",\"url\":\"https://example.org/news/boats/b\"}") != NULL, "spans in code points");
    ok(strstr(out.data, "\"items\":[{\"text\":\"one\",\"items\":[\"deep\"]},\"two\"]") != NULL, "nested lists");
    ok(strstr(out.data, "\"comments\":{\"count\":null,\"url\":null,\"items\":[]}") != NULL, "what is unknown is null");
    ok(out.len && out.data[out.len - 1] == '\n', "one line");
    str_release(&out);
}

/* Elements opened and never closed, as many as fit: no more than a moment. */
static void test_bounds(void)
{
    static const char *const pieces[] = { "<div>", "<b class='share x'>", "<table><tr><td>a, b<td>", "<blockquote><ul><li>a, b. ", "<a href=x>", "<p a=1 a=2>", "&", "<" };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct str html = STR_INIT;
        for (int n = 0; n < 100000; n++)
            str_adds(&html, pieces[i]);
        str_adds(&html, PROSE);
        read_page(html.data);
        ok(d.blocks.count < DOCUMENT_MAX_BLOCKS, "a hundred thousand times %s", pieces[i]);
        str_release(&html);
    }
}

int main(void)
{
    document_init(&d);
    test_root();
    test_facts();
    test_parts();
    test_packed();
    test_comments();
    test_talk();
    test_kinds();
    test_boxes();
    test_authors();
    test_edges();
    test_walls();
    test_captions();
    test_json();
    test_bounds();
    document_release(&d);
    return tap_done();
}
