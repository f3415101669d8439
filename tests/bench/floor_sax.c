/* floor_sax: what libxml2's SAX2 push parser needs for the same bytes, with
 * handlers that do nothing.  Prints the CPU seconds of all files, read first. */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void ignore(void *context, const char *message, ...)
{
    (void)context;
    (void)message;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    double spent = 0, megabytes = 0;
    xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC };
    xmlSetGenericErrorFunc(NULL, ignore);
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        static char bytes[64 << 20];
        size_t len = f ? fread(bytes, 1, sizeof bytes, f) : 0;
        if (f)
            fclose(f);
        double start = seconds();
        xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, argv[i]);
        xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER);
        for (size_t at = 0; at < len; at += 65536)
            xmlParseChunk(parser, bytes + at, (int)(len - at < 65536 ? len - at : 65536), 0);
        xmlParseChunk(parser, NULL, 0, 1);
        xmlFreeDoc(parser->myDoc);
        xmlFreeParserCtxt(parser);
        spent += seconds() - start;
        megabytes += (double)len / 1e6;
    }
    printf("%.6f %.3f\n", spent, megabytes);
    return 0;
}
