#include "layout/bidi.h"

#include <fribidi.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/mem.h"
#include "base/num.h"

bool bidi_is_needed(const char *bytes, size_t len)
{
    /* Hebrew, Arabic, Syriac, Thaana, NKo …: U+0590 to U+08FF begin with D6 to DF or
     * E0 A0 to E0 A3; presentation forms with EF AC to EF BB; U+10800 on with F0 90 A0. */
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];
        unsigned char next = i + 1 < len ? (unsigned char)bytes[i + 1] : 0;
        if ((c >= 0xD6 && c <= 0xDF) || (c == 0xE0 && next >= 0xA0 && next <= 0xA3) || (c == 0xEF && next >= 0xAC && next <= 0xBB) ||
            (c == 0xF0 && (next == 0x90 || next == 0x9E)))
            return true;
    }
    return false;
}

enum direction bidi_direction(const char *bytes, size_t len)
{
    for (size_t at = 0; at < len;) {
        ucs4_t c;
        int n = u8_mbtouc(&c, (const uint8_t *)bytes + at, len - at);
        at += (size_t)(n > 0 ? n : 1);
        FriBidiCharType type = fribidi_get_bidi_type(c);
        if (FRIBIDI_IS_STRONG(type))
            return FRIBIDI_IS_RTL(type) ? DIRECTION_RTL : DIRECTION_LTR;
    }
    return DIRECTION_NONE;
}

/* What fribidi needs of a paragraph, one item a character. */
struct paragraph {
    FriBidiChar *chars, *shaped;
    size_t *at; /* each character's first byte */
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    FriBidiLevel *levels;
    FriBidiArabicProp *joining;
    FriBidiStrIndex count;
};

static void paragraph_init(struct paragraph *p, const char *bytes, size_t len)
{
    p->chars = mem_zero(len + 1, sizeof *p->chars);
    p->at = mem_zero(len + 1, sizeof *p->at);
    p->count = 0;
    for (size_t at = 0; at < len;) {
        ucs4_t c;
        int n = u8_mbtouc(&c, (const uint8_t *)bytes + at, len - at);
        p->at[p->count] = at;
        p->chars[p->count++] = c;
        at += (size_t)(n > 0 ? n : 1);
    }
    size_t room = (size_t)p->count + 1;
    p->shaped = mem_zero(room, sizeof *p->shaped);
    p->types = mem_zero(room, sizeof *p->types);
    p->brackets = mem_zero(room, sizeof *p->brackets);
    p->levels = mem_zero(room, sizeof *p->levels);
    p->joining = mem_zero(room, sizeof *p->joining);
    memcpy(p->shaped, p->chars, (size_t)p->count * sizeof *p->chars);
}

static void paragraph_release(struct paragraph *p)
{
    free(p->chars);
    free(p->shaped);
    free(p->at);
    free(p->types);
    free(p->brackets);
    free(p->levels);
    free(p->joining);
}

/* Joined forms without ligatures, so that one character stays one. */
static void shape(struct paragraph *p)
{
    fribidi_get_joining_types(p->chars, p->count, p->joining);
    fribidi_join_arabic(p->types, p->count, p->levels, p->joining);
    fribidi_shape(FRIBIDI_FLAG_SHAPE_MIRRORING | FRIBIDI_FLAG_SHAPE_ARAB_PRES, p->levels, p->count, p->joining, p->shaped);
}

void bidi_resolve(const char *bytes, size_t len, bool rtl, uint8_t *levels, uint32_t *shown)
{
    struct paragraph p;
    memset(levels, rtl ? 1 : 0, len);
    memset(shown, 0, len * sizeof *shown);
    if (len > INT32_MAX / 8)
        return;
    paragraph_init(&p, bytes, len);
    FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    fribidi_get_bidi_types(p.chars, p.count, p.types);
    fribidi_get_bracket_types(p.chars, p.count, p.types, p.brackets);
    if (fribidi_get_par_embedding_levels_ex(p.types, p.brackets, p.count, &base, p.levels)) {
        shape(&p);
        for (FriBidiStrIndex i = 0; i < p.count; i++) {
            size_t end = i + 1 < p.count ? p.at[i + 1] : len;
            memset(levels + p.at[i], p.levels[i] < 0 ? 0 : p.levels[i], end - p.at[i]);
            if (p.shaped[i] != p.chars[i] && p.shaped[i] != FRIBIDI_CHAR_FILL)
                shown[p.at[i]] = p.shaped[i];
        }
    }
    paragraph_release(&p);
}
