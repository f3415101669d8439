/* state.h: everything that the screen's process knows, in one struct.
 *
 * Each part belongs to one file, named with it; the others read it and change it
 * through that file's functions.
 *
 * May not know: nothing here is known outside src/screen/. */
#ifndef TELEX_SCREEN_STATE_H
#define TELEX_SCREEN_STATE_H

#include <signal.h>

#include "list/list.h"
#include "screen/failures.h"
#include "screen/menu.h"
#include "screen/prompt.h"
#include "screen/screen.h"
#include "screen/terminal.h"
#include "screen/view.h"
#include "wire/desk_link.h"
#include "wire/loop.h"

/* ---- The section tree (sections.c) ---- */

enum section_kind { ENTRY_ALL, ENTRY_STARRED, ENTRY_SECTION, ENTRY_SOURCE };
struct section_entry {
    enum section_kind kind;
    int64_t id;          /* of the section or source */
    const char *name, *path; /* path: of the section, "News > Russia" */
    int depth;
    int64_t unread, total;
    bool is_failing;
    const char *address; /* ENTRY_SOURCE */
};
struct sections {
    struct arena arena;  /* everything below */
    struct section_entry *items;
    size_t len, cap, selected, top;
    size_t reach;        /* sources that are read of a section; more when the reader comes near their end */
    int width;           /* columns that the tree wants */
    int64_t *unfolded;   /* sections whose sources are shown */
    size_t unfolded_len, unfolded_cap;
    struct store_source_totals totals;
    struct arena all_arena;   /* of `all` */
    struct store_sources all; /* every source; see sections_sources() */
    bool has_all;
};

/* ---- The list of headlines (headlines.c) ---- */

struct headlines {
    struct list *list;
    int row;             /* of the area, where the selected story begins */
    char *find;          /* what is being found in steps; NULL: nothing */
    bool find_up;
};

/* ---- The article that is open (reading.c, article.c) ---- */

enum { READING_HISTORY = 50, READING_PAGE = -1 };
struct visit {
    int64_t article;     /* or READING_PAGE */
    char *url;           /* of a page; owned */
    struct place place;
};
struct visits {
    struct visit items[READING_HISTORY];
    size_t len;
};
enum reading_wait { WAIT_NOTHING, WAIT_DOCUMENT, WAIT_PAGE, WAIT_LINK };
struct reading {
    int64_t id;          /* 0: none is open; READING_PAGE: a page that a link led to, which the store has not */
    char *wanted;        /* the address of the page that is being fetched, NULL: none; owned */
    enum { STEP_LINK, STEP_BACK, STEP_FORWARD } step; /* what led to it */
    struct arena arena;  /* the article's strings */
    struct article article;
    struct source source; /* it came from; strings "" or NULL where that is unknown */
    struct document document;
    bool has_document;   /* false: made of the article's own headline and lede */
    bool is_page;        /* the document is the page's, not the feed's */
    bool wants_feed;     /* the reader asked for the feed's text although there is the page's */
    bool is_opened;      /* by the reader; false: it only stands beside the list */
    bool has_changed;    /* it was rewritten, and what it was is known: of the feed's text or the page's */
    enum store_kind changed_kind;
    int64_t changed_at;
    int64_t rewritten_at; /* again, while it is open: its text is still the one before; 0: it was not */
    bool is_difference;  /* the document is what changed */
    struct place text_place; /* and this the place in its text */
    enum reading_wait wait;
    struct layout *layout;
    int width;           /* of the layout */
    size_t top;          /* row of the layout that stands first */
    size_t found_top;    /* the row that the place below had when it was laid out */
    struct place found;
    int height;          /* rows of text that were drawn last */
    struct place start;  /* where to begin when it is laid out for the first time */
    char *needle;        /* of the live search, NULL: none */
    struct place hit;
    bool hit_shown;      /* it was in the window when it was drawn last */
    struct visits back, forward;
};

/* ---- Pictures' captions (captions.c) ---- */

struct captions {
    bool is_shown;       /* the reader wants them where they do not stand anyway */
    bool is_beside;      /* they stand in the margin, each at its picture's height */
    uint32_t selected;   /* picture */
};

/* ---- The last line (footer.c) ---- */

struct notice {
    char text[600];      /* "": none */
    bool is_warning;
    bool is_passing;     /* it is over with the refresh that it tells of */
};

/* ---- The desk (newsroom.c) ---- */

struct newsroom {
    struct desk_link *link;
    int watched;         /* descriptor in the loop, -1: none */
    short events;
    bool is_refreshing, is_other;
    int64_t total, done, failed, added;
    char names[400];
    int64_t began;       /* seconds UTC when the refresh was heard of first */
    int64_t refreshed;   /* seconds UTC when the last refresh ended, 0: unknown */
    char *section;       /* that the last source was to be added to; owned */
    bool is_asked;       /* the reader has ordered a refresh since the last one ended */
    char *said;          /* what stood in the way of the last refresh, NULL: nothing; owned */
    bool has_begun;      /* the store is there, and what is due at the start was ordered */
};

/* ---- How the window is divided (paint.c) ---- */

enum shape {
    SHAPE_SMALL,  /* too small for anything */
    SHAPE_NARROW, /* one thing at a time */
    SHAPE_FRONT,  /* sections and headlines side by side, the article alone */
    SHAPE_WIDE    /* all side by side */
};

/* ---- All of it (screen.c) ---- */

struct screen {
    const struct screen_setup *setup;
    struct config *config;
    struct clock clock;
    struct loop *loop;
    struct terminal terminal;
    struct store *store;       /* NULL: not open yet */
    enum store_state store_state;
    char store_why[400];       /* why it is not open */
    struct sections sections;
    struct headlines headlines;
    struct reading reading;
    struct captions captions;
    struct menu menu;
    struct failures failures;
    struct prompt prompt;
    struct notice notice;
    struct newsroom newsroom;
    enum context focus;
    struct area areas[CONTEXT_FAILURES + 1]; /* by context: as drawn last */
    int64_t count;             /* digits typed so far; 0: none */
    unsigned finds;            /* views (enum context, or-ed) in which a search is live: n and N repeat it */
    enum shape shape;
    bool is_dirty;             /* something must be painted */
    bool is_ending, is_lost;   /* lost: the terminal is gone */
    bool pasting;
};

/* ---- What the files offer each other ---- */

/* screen.c */
void screen_touch(struct screen *s);               /* paint in this turn */
int64_t screen_now(const struct screen *s);        /* seconds UTC */
void screen_focus(struct screen *s, enum context where);
const struct view *screen_view(const struct screen *s, enum context which);

/* footer.c: one line for the reader, until her next key */
void say(struct screen *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void warn(struct screen *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same of a refresh; it may give way to what comes of that. */
void say_in_passing(struct screen *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The first key that is bound to a command now; ":name" where none is. */
const char *key_of(const struct screen *s, enum command command, struct str *out);
void footer_draw(struct screen *s, const struct area *a);

/* sections.c */
extern const struct view sections_view;
void sections_load(struct screen *s);              /* counts and tree from the store anew */
const struct section_entry *sections_selected(const struct screen *s);
/* Shows the selected one in the list. */
void sections_open(struct screen *s);
void sections_step(struct screen *s, int way);     /* the next or previous one, opened */
void sections_follow_list(struct screen *s);       /* select what the list shows */
void sections_fold(struct screen *s);
void sections_release(struct sections *p);
/* Every source, read when first asked for after a change: for completion and the like,
 * never for a paint. */
const struct store_sources *sections_sources(struct screen *s);
/* Columns that the tree wants. */
int sections_width(const struct screen *s);

/* headlines.c */
extern const struct view headlines_view;
void headlines_find_step(struct screen *s);        /* goes on with a search in the list */
void headlines_find_end(struct screen *s);         /* the reader gave it up */

/* reading.c */
/* Opens an article; `by_reader`: it counts as opened, and is read where the setting says so. */
void reading_open(struct screen *s, int64_t id, bool by_reader);
void reading_close(struct screen *s);
void reading_reload(struct screen *s);             /* its document or its marks may have changed */
void reading_lay_out(struct screen *s, int width); /* the place is kept */
void reading_save_place(struct screen *s);
void reading_full_text(struct screen *s);
/* Shows a document in the place of the text, until the text is loaded anew. Takes *d. */
void reading_show_difference(struct screen *s, struct document *d);
/* An address: the article of the store that it is, else its page is fetched and
 * shown in its place, without being kept. */
void reading_follow(struct screen *s, const char *url);
/* The page that was wanted is here, or why not. */
void reading_take_link(struct screen *s, const struct message_link_done *m);
void reading_history(struct screen *s, int way);
void reading_release(struct reading *r);
/* The address that `o`, `y` and `e` mean now: of what is selected; NULL: none. */
const char *reading_address(struct screen *s);
/* The article's links by the numbers that are shown, 1 up; NULL: there is none. */
unsigned reading_link_count(struct screen *s);
const struct link *reading_link(struct screen *s, int64_t number);

/* difference.c */
void difference_look(struct screen *s);            /* whether it was rewritten, once its document is there */
void difference_watch(struct screen *s);           /* the store has changed: was what is open rewritten? */
void difference_note(const struct screen *s, struct str *out); /* "changed 14:20", or nothing */
void difference_toggle(struct screen *s);          /* what changed instead of the text, or the text again */

/* article.c */
extern const struct view article_view;
/* Columns that the text takes in an article's area of so many, and where it stands in it. */
int article_measure(const struct screen *s, int columns);
struct area article_body(const struct screen *s, const struct area *a);
bool article_at_end(const struct screen *s);
void article_scroll_to(struct screen *s, size_t row);

/* captions.c */
extern const struct view captions_view;
/* Rows that the pane wants below the text, at most `most`, or twice that for the caption
 * that is lit; 0: it is not shown there. */
int captions_rows(struct screen *s, int columns, int most);
bool captions_exist(const struct screen *s);
bool captions_in_sight(const struct screen *s);
void captions_toggle(struct screen *s);

/* paint.c: divides the window and draws every view that is shown */
void paint(struct screen *s);

/* newsroom.c */
void newsroom_init(struct screen *s);
void newsroom_start(struct screen *s);             /* after the first picture */
void newsroom_watch(struct screen *s);             /* once a turn: its descriptor may have changed */
void newsroom_refresh(struct screen *s, const struct message_refresh *order);
/* Adds a source; what comes of it is said when the desk answers. */
int newsroom_add(struct screen *s, const struct message_add *order, struct err *err);
void newsroom_release(struct newsroom *n);

/* storeroom.c: opening and watching the store */
void storeroom_open(struct screen *s);
void storeroom_look(struct screen *s);             /* takes over what other processes changed */
void storeroom_flush_soon(struct screen *s);       /* marks were made */
void storeroom_close(struct screen *s);

/* browse.c: an address to the browser, to the clipboard */
void browse_open(struct screen *s, const char *url);
void browse_copy(struct screen *s, const char *url);

#endif
