package org.dectory.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays the whole story on an appliance and a web server of its own, and leaves nothing behind. */
final class DemoCommand implements Command {

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (!arguments.isEmpty()) {
            throw CommandException.misuse("usage: dectory demo");
        }
        try (Stage stage = Stage.open()) {
            return stage.play(place.home());
        }
    }

    /** A temporary folder with all that the demonstration starts; removed however it ends. */
    private static final class Stage implements AutoCloseable {

        private final Path folder;
        private final Thread curtain = new Thread(this::clear, "curtain");
        private volatile @Nullable ChildAppliance appliance;
        private volatile @Nullable FileServer files;

        private Stage(Path folder) {
            this.folder = folder;
            Runtime.getRuntime().addShutdownHook(curtain);
        }

        static Stage open() throws CommandException {
            try {
                return new Stage(Files.createTempDirectory("dectory-demo"));
            } catch (IOException e) {
                throw new CommandException("There is no temporary folder: " + e.getMessage(), e);
            }
        }

        int play(Path home) throws CommandException, InterruptedException {
            try {
                FileServer server = new FileServer(Files.createDirectory(folder.resolve("files")));
                files = server;
                System.out.println("An appliance starts, on a data folder and a port of its own ...");
                ChildAppliance child = ChildAppliance.start(home, folder);
                appliance = child;
                new Story(child, server, new Narrator(System.out)).tell();
                return Main.DONE;
            } catch (IOException | UncheckedIOException e) {
                throw new CommandException("The demonstration stumbled: " + e.getMessage(), e);
            } catch (CommandException e) {
                System.out.println("\nThe story ends here. " + words());
                throw e;
            }
        }

        private String words() {
            ChildAppliance child = appliance;
            return child == null ? "" : child.words();
        }

        private synchronized void clear() {
            ChildAppliance child = appliance;
            if (child != null) {
                child.close();
            }
            FileServer server = files;
            if (server != null) {
                server.close();
            }
            try {
                Files.walkFileTree(folder, new Remover());
            } catch (IOException e) {
                System.err.println("dectory: " + folder + " could not be removed: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            Runtime.getRuntime().removeShutdownHook(curtain);
            clear();
        }
    }

    /** Removes a tree. */
    private static final class Remover extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
