/* Captions and credits apart, in the ways of the press of many countries. */
#include "base/str.h"
#include "parse/caption.h"
#include "tests/tap.h"

struct row {
    const char *line, *caption, *credit;
};

static void check(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str caption = STR_INIT, credit = STR_INIT;
        caption_split(rows[i].line, &caption, &credit);
        is_str(caption.data, rows[i].caption, rows[i].line);
        is_str(credit.data, rows[i].credit, "and its credit");
        str_release(&caption);
        str_release(&credit);
    }
}

static const struct row english[] = {
    { "Boats leave the harbour at dawn. Photo: Ana Paz", "Boats leave the harbour at dawn.", "Ana Paz" },
    { "Boats leave the harbour. (Photo by Ana Paz/Getty Images)", "Boats leave the harbour.", "Ana Paz/Getty Images" },
    { "Boats leave the harbour. Photograph: Ana Paz/The Mail", "Boats leave the harbour.", "Ana Paz/The Mail" },
    { "Boats leave the harbour. Picture: Ana Paz", "Boats leave the harbour.", "Ana Paz" },
    { "Boats leave the harbour. Credit: Ana Paz", "Boats leave the harbour.", "Ana Paz" },
    { "Boats leave the harbour (AP)", "Boats leave the harbour", "AP" },
    { "Boats leave the harbour [Ana Paz/Sea Channel]", "Boats leave the harbour", "Ana Paz/Sea Channel" },
    { "Boats leave the harbour. REUTERS/Ana Paz", "Boats leave the harbour.", "REUTERS/Ana Paz" },
    { "Boats leave the harbour. Ana Paz/AFP via Getty Images", "Boats leave the harbour.", "Ana Paz/AFP via Getty Images" },
    { "Boats leave the harbour | Ana Paz/Reuters", "Boats leave the harbour", "Ana Paz/Reuters" },
    { "Boats leave the harbour / AFP", "Boats leave the harbour", "AFP" },
    { "Boats leave the harbour. © Ana Paz", "Boats leave the harbour.", "Ana Paz" },
    { "Boats leave the harbour. Courtesy of Ana Paz", "Boats leave the harbour.", "Ana Paz" },
    { "Boats leave the harbour. Illustration by Ana Paz", "Boats leave the harbour.", "Ana Paz" },
    { "Boats in 1890. Source: Port Authority", "Boats in 1890.", "Port Authority" },
    { "File photo: boats leave the harbour. REUTERS/Ana Paz", "File photo: boats leave the harbour.", "REUTERS/Ana Paz" },
    { "Boats leave the harbour Photo: Ana Paz", "Boats leave the harbour", "Ana Paz" },
    { "/Sea Images/Boatstock", "/Sea Images/Boatstock", "" },
    { "Photo: Ana Paz", "", "Ana Paz" },
    { "Ana Paz / AFP", "", "Ana Paz / AFP" },
    /* and what is none */
    { "Boats leave the harbour.", "Boats leave the harbour.", "" },
    { "The boats (forty of them) leave", "The boats (forty of them) leave", "" },
    { "Boats leave the harbour (file photo)", "Boats leave the harbour (file photo)", "" },
    { "Ana Paz (left) and Bo Rea (right)", "Ana Paz (left) and Bo Rea (right)", "" },
    { "A photo of the harbour, taken in 1890", "A photo of the harbour, taken in 1890", "" },
    { "The photo shows a harbour: boats, and more boats", "The photo shows a harbour: boats, and more boats", "" },
    { "The source of the river is in the hills", "The source of the river is in the hills", "" },
};

static const struct row german[] = {
    { "Boote verlassen den Hafen. Foto: Ana Paz/dpa", "Boote verlassen den Hafen.", "Ana Paz/dpa" },
    { "Boote verlassen den Hafen. Bild: Keystone", "Boote verlassen den Hafen.", "Keystone" },
    { "Boote verlassen den Hafen (Archivbild). © Ana Paz", "Boote verlassen den Hafen (Archivbild).", "Ana Paz" },
    { "Boote verlassen den Hafen. Quelle: imago images/Paz", "Boote verlassen den Hafen.", "imago images/Paz" },
    { "Boote im Hafen | Bildquelle: dpa", "Boote im Hafen", "dpa" },
    { "Boote im Hafen. Bildrechte: Ana Paz", "Boote im Hafen.", "Ana Paz" },
    { "Boote im Hafen. (Foto: picture alliance / Ana Paz)", "Boote im Hafen.", "picture alliance / Ana Paz" },
    { "Boote im Hafen. Foto: Bild: Ana Paz", "Boote im Hafen.", "Ana Paz" },
    { "Boote im Hafen. – Foto: Ana Paz", "Boote im Hafen.", "Ana Paz" },
    { "Das Bild zeigt: Boote im Hafen", "Das Bild zeigt: Boote im Hafen", "" },
};

static const struct row romance[] = {
    { "Des bateaux quittent le port. Crédit photo : Ana Paz", "Des bateaux quittent le port.", "Ana Paz" },
    { "Des bateaux quittent le port. Photo Ana Paz", "Des bateaux quittent le port.", "Ana Paz" },
    { "Des bateaux quittent le port. (Photo Ana Paz / AFP)", "Des bateaux quittent le port.", "Ana Paz / AFP" },
    { "Des bateaux quittent le port. ANA PAZ / AFP", "Des bateaux quittent le port.", "ANA PAZ / AFP" },
    { "Barcos salen del puerto. Foto: EFE", "Barcos salen del puerto.", "EFE" },
    { "Barcos salen del puerto. EFE/Ana Paz", "Barcos salen del puerto.", "EFE/Ana Paz" },
    { "Barcos salen del puerto. Fotografía de Ana Paz", "Barcos salen del puerto.", "Ana Paz" },
    { "Barcos en el puerto. (Foto: Ana Paz)", "Barcos en el puerto.", "Ana Paz" },
    { "Barcos saem do porto — Foto: Ana Paz/Jornal", "Barcos saem do porto", "Ana Paz/Jornal" },
    { "Barcos no porto. Imagem: Reprodução", "Barcos no porto.", "Reprodução" },
    { "Barcos no porto (Divulgação)", "Barcos no porto", "Divulgação" },
    { "Barche lasciano il porto. Foto Ansa", "Barche lasciano il porto.", "Ansa" },
    { "Barche lasciano il porto (foto Ana Paz)", "Barche lasciano il porto", "Ana Paz" },
    { "Bărcile părăsesc portul. Sursa foto: Ana Paz", "Bărcile părăsesc portul.", "Ana Paz" },
    { "Barques al port. Autor: Ana Paz", "Barques al port.", "Ana Paz" },
    { "La photo de classe. Les élèves de 1890", "La photo de classe. Les élèves de 1890", "" },
};

static const struct row northern[] = {
    { "Boten verlaten de haven. © ANP", "Boten verlaten de haven.", "ANP" },
    { "Boten verlaten de haven. Beeld Ana Paz", "Boten verlaten de haven.", "Ana Paz" },
    { "Boten verlaten de haven. Foto: Ana Paz", "Boten verlaten de haven.", "Ana Paz" },
    { "Båtar lämnar hamnen. Foto: Ana Paz/TT", "Båtar lämnar hamnen.", "Ana Paz/TT" },
    { "Både forlader havnen. Foto: Ana Paz / Ritzau Scanpix", "Både forlader havnen.", "Ana Paz / Ritzau Scanpix" },
    { "Båter forlater havnen. FOTO: ANA PAZ / NTB", "Båter forlater havnen.", "ANA PAZ / NTB" },
    { "Veneet lähtevät satamasta. Kuva: Ana Paz", "Veneet lähtevät satamasta.", "Ana Paz" },
    { "Bátar í höfninni. Mynd: Ana Paz", "Bátar í höfninni.", "Ana Paz" },
    { "Paadid lahkuvad sadamast. Autor/allikas: Ana Paz", "Paadid lahkuvad sadamast.", "Ana Paz" },
    { "Laivai išplaukia. Ana Paz nuotr.", "Laivai išplaukia.", "Ana Paz" },
    { "Laivas atstāj ostu. Foto: LETA", "Laivas atstāj ostu.", "LETA" },
};

static const struct row eastern[] = {
    { "Łodzie wypływają z portu. Fot. Ana Paz", "Łodzie wypływają z portu.", "Ana Paz" },
    { "Łodzie wypływają z portu / fot. Ana Paz / PAP", "Łodzie wypływają z portu", "Ana Paz / PAP" },
    { "Łodzie wypływają z portu. Źródło: PAP", "Łodzie wypływają z portu.", "PAP" },
    { "Lodě opouštějí přístav. Foto: Ana Paz, ČTK", "Lodě opouštějí přístav.", "Ana Paz, ČTK" },
    { "Lode opúšťajú prístav. Zdroj: TASR", "Lode opúšťajú prístav.", "TASR" },
    { "Hajók indulnak. Fotó: Ana Paz", "Hajók indulnak.", "Ana Paz" },
    { "Hajók indulnak. Forrás: MTI", "Hajók indulnak.", "MTI" },
    { "Brodovi napuštaju luku. Izvor: Tanjug", "Brodovi napuštaju luku.", "Tanjug" },
    { "Ladje zapuščajo pristanišče. Vir: STA", "Ladje zapuščajo pristanišče.", "STA" },
    { "Tekneler limandan ayrılıyor. Fotoğraf: Ana Paz", "Tekneler limandan ayrılıyor.", "Ana Paz" },
    { "Лодки выходят из порта. Фото: Иван Петров / ТАСС", "Лодки выходят из порта.", "Иван Петров / ТАСС" },
    { "© РИА Новости / Иван Петров", "", "РИА Новости / Иван Петров" },
    { "Човни виходять з порту. Джерело: Укрінформ", "Човни виходять з порту.", "Укрінформ" },
    { "Лодките напускат пристанището. Снимка: БТА", "Лодките напускат пристанището.", "БТА" },
    { "Τα πλοία φεύγουν. Φωτογραφία: Άνα Παζ", "Τα πλοία φεύγουν.", "Άνα Παζ" },
};

static const struct row asian[] = {
    { "הסירות עוזבות. צילום: רויטרס", "הסירות עוזבות.", "רויטרס" },
    { "القوارب تغادر الميناء. المصدر: رويترز", "القوارب تغادر الميناء.", "رويترز" },
    { "قایق‌ها می‌روند. عکس: ایسنا", "قایق‌ها می‌روند.", "ایسنا" },
    { "漁船が出港する＝ロイター", "漁船が出港する", "ロイター" },
    { "漁船が出港する（写真：ロイター）", "漁船が出港する", "ロイター" },
    { "漁船が出港する。（ＡＰ）", "漁船が出港する。", "ＡＰ" },
    { "漁船が出港する＝1日", "漁船が出港する＝1日", "" },
    { "漁船が出港する（資料写真）", "漁船が出港する（資料写真）", "" },
    { "渔船离开港口。图片来源：新华社", "渔船离开港口。", "新华社" },
    { "渔船离开港口（新华社）", "渔船离开港口", "新华社" },
    { "渔船离开港口。新华社记者 张三 摄", "渔船离开港口。", "新华社记者 张三" },
    { "어선이 항구를 떠난다. 사진=연합뉴스", "어선이 항구를 떠난다.", "연합뉴스" },
    { "어선이 항구를 떠난다. [사진=연합뉴스]", "어선이 항구를 떠난다.", "연합뉴스" },
    { "어선이 항구를 떠난다. /연합뉴스", "어선이 항구를 떠난다.", "연합뉴스" },
    { "Thuyền rời cảng. Ảnh: TTXVN", "Thuyền rời cảng.", "TTXVN" },
    { "Kapal meninggalkan pelabuhan. (Foto: Antara)", "Kapal meninggalkan pelabuhan.", "Antara" },
    { "เรือออกจากท่า ภาพ: รอยเตอร์", "เรือออกจากท่า", "รอยเตอร์" },
};

#define CHECK(rows) check(rows, sizeof rows / sizeof rows[0])

int main(void)
{
    CHECK(english);
    CHECK(german);
    CHECK(romance);
    CHECK(northern);
    CHECK(eastern);
    CHECK(asian);
    return tap_done();
}
