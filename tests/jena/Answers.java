import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.query.Syntax;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFDataMgr;

/** Asks every query of a folder (QUERY.rq) of some graph files, as standard SPARQL 1.1: QUERY.srj has the answer. */
class Answers {
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Model model = ModelFactory.createDefaultModel();
        for (int i = 1; i < arguments.length; i++) {
            RDFDataMgr.read(model, arguments[i]);
        }
        try (var queries = Files.newDirectoryStream(folder, "*.rq")) {
            for (Path query : queries) {
                String name = query.getFileName().toString().replace(".rq", ".srj");
                var parsed = QueryFactory.create(Files.readString(query), Syntax.syntaxSPARQL_11);
                try (QueryExecution asked = QueryExecutionFactory.create(parsed, model);
                        OutputStream out = Files.newOutputStream(folder.resolve(name))) {
                    ResultSetFormatter.outputAsJSON(out, asked.execSelect());
                }
            }
        }
    }
}
